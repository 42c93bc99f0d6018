// Where everything stands in a ballot (crypto/PROTOCOL.md, sections 8 and 13): options run over the
// contests, and neighbours within a contest share a ciphertext, each with its weight.
const HEAD_ELEMENTS = 3; // Y, N, A
const PROOF_ELEMENTS = 7; // C_bits ... U
const PROOF_SCALARS = 4; // z_r ... z_lin
export const BALLOT_ITEM_SIZE = 32;

export class BallotLayout {
  readonly contests: number;
  readonly options: number;
  readonly ciphertexts: number;
  readonly byteLength: number;
  // By contest: its first option and its number of options.
  readonly firstOption: readonly number[];
  readonly optionsOf: readonly number[];
  // By option: i(j) and u_j.
  readonly ciphertextOf: readonly number[];
  readonly weightOf: readonly bigint[];
  // By option, its place in its ciphertext, from 0.
  readonly placeOf: readonly number[];

  constructor(
    optionsOf: readonly number[],
    readonly pack: number,
  ) {
    const first: number[] = [];
    const ciphertextOf: number[] = [];
    const placeOf: number[] = [];
    let ciphertexts = 0;
    for (const count of optionsOf) {
      first.push(placeOf.length);
      for (let option = 0; option < count; ++option) {
        ciphertextOf.push(ciphertexts + Math.floor(option / pack));
        placeOf.push(option % pack);
      }
      ciphertexts += Math.ceil(count / pack);
    }
    this.contests = optionsOf.length;
    this.options = placeOf.length;
    this.ciphertexts = ciphertexts;
    this.firstOption = first;
    this.optionsOf = optionsOf;
    this.ciphertextOf = ciphertextOf;
    this.placeOf = placeOf;
    this.weightOf = placeOf.map((place) => 1n << BigInt(32 * place));
    const items = HEAD_ELEMENTS + PROOF_ELEMENTS + PROOF_SCALARS;
    this.byteLength = BALLOT_ITEM_SIZE * (items + this.ciphertexts + this.options - this.contests);
  }

  // Every contest with the same number of options, as a manifest has it.
  static uniform(contests: number, options: number, pack: number): BallotLayout {
    return new BallotLayout(new Array<number>(contests).fill(options), pack);
  }
}
