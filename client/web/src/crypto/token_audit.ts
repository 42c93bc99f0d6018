// The audit that shows to everybody that all tokens are genuine (crypto/PROTOCOL.md, section 12):
// issuers' shares, checked against what everybody computes from the ballots.
import { concat, le32, readLe32 } from '../bytes';
import { require } from '../refused';
import { DLEQ_SIZE, verifyDleq } from './dleq';
import { ELEMENT_SIZE, Point } from './group/public';
import { lagrangeAtZero, powers } from './scalar';
import { tokenInput } from './token';
import { Transcript } from './transcript';
import type { Context } from './transcript';
import { hashToGroup } from './voprf';

// (Y, N) of a ballot that is not void, encoded.
export interface SpentToken {
  readonly publicKey: Uint8Array;
  readonly n: Uint8Array;
}

export type AuditMode = 'sum' | 'each';

const NUMBER_SIZE = 4;
const HEADER_SIZE = 5;
const MODES: readonly AuditMode[] = ['sum', 'each'];

// A share as `verify` found it good: U, or U_b for each token.
export interface AuditShare {
  readonly issuer: number;
  readonly mode: AuditMode;
  readonly elements: readonly Point[];
}

export class TokenAudit {
  private readonly tokenBytes: Uint8Array;
  private readonly inputs: readonly Point[];
  private readonly ns: readonly Point[];
  private readonly summed: { t: Transcript; input: Point; n: Point };

  // `tokens` in the order of the log, at least one.
  constructor(
    private readonly context: Context,
    tokens: readonly SpentToken[],
  ) {
    if (tokens.length === 0) throw new RangeError('no token, no audit');
    this.tokenBytes = concat(...tokens.flatMap(({ publicKey, n }) => [publicKey, n]));
    this.inputs = tokens.map(({ publicKey }) =>
      hashToGroup(tokenInput(context.sessionId, publicKey)),
    );
    this.ns = tokens.map(({ n }) => Point.decode(n));
    const t = Transcript.of('token audit', context).append('tokens', this.tokenBytes);
    const rho = powers(t.challenge('rho'), tokens.length);
    const input = Point.sumOfProducts(rho, this.inputs);
    this.summed = { t, input, n: Point.sumOfProducts(rho, this.ns) };
  }

  // T* and N*.
  get sums(): { readonly input: Point; readonly n: Point } {
    return this.summed;
  }

  // Refuses a payload that is not the share of issuer `member`, whose public share is X_i.
  verify(member: number, publicShare: Point, payload: Uint8Array): AuditShare {
    require(payload.length >= HEADER_SIZE, 'audit share: cut off');
    require(readLe32(payload) === member, 'audit share: of another issuer');
    const mode = MODES[payload[NUMBER_SIZE] ?? -1];
    require(mode !== undefined, 'audit share: of no mode');
    const count = mode === 'sum' ? 1 : this.ns.length;
    const size = HEADER_SIZE + ELEMENT_SIZE * count + DLEQ_SIZE;
    require(payload.length === size, `audit share: want ${size} bytes, got ${payload.length}`);
    const elements = Array.from({ length: count }, (_, b) => {
      const at = HEADER_SIZE + ELEMENT_SIZE * b;
      return Point.decode(payload.subarray(at, at + ELEMENT_SIZE), 'audit share');
    });
    const proof = payload.subarray(size - DLEQ_SIZE);
    if (mode === 'sum') this.verifySum(member, publicShare, elements[0]!, proof);
    else this.verifyEach(member, publicShare, elements, proof);
    return { issuer: member, mode, elements };
  }

  private verifySum(member: number, x: Point, u: Point, proof: Uint8Array): void {
    const t = this.summed.t.clone().append('issuer', le32(member));
    verifyDleq(t, { h: this.summed.input, x, y: u }, proof);
  }

  private verifyEach(member: number, x: Point, u: readonly Point[], proof: Uint8Array): void {
    const t = Transcript.of('token audit each', this.context).append('issuer', le32(member));
    t.append('tokens', this.tokenBytes).append('X', x.encode());
    const rho = powers(t.append('D', ...u.map((one) => one.encode())).challenge('rho'), u.length);
    const [h, y] = [Point.sumOfProducts(rho, this.inputs), Point.sumOfProducts(rho, u)];
    verifyDleq(t, { h, x, y }, proof);
  }

  // Whether t shares of the sum, of different issuers, show that all tokens are genuine.
  allGenuine(shares: readonly AuditShare[]): boolean {
    return this.combined(shares, 0).equals(this.summed.n);
  }

  // For each token whether it is genuine, by t shares of each, of different issuers.
  genuine(shares: readonly AuditShare[]): boolean[] {
    return this.ns.map((n, b) => this.combined(shares, b).equals(n));
  }

  private combined(shares: readonly AuditShare[], at: number): Point {
    const lambda = lagrangeAtZero(shares.map((share) => share.issuer));
    return Point.sumOfProducts(
      lambda,
      shares.map((share) => share.elements[at]!),
    );
  }
}
