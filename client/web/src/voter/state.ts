// What a tablet keeps of one slip, and its bytes. Losing it loses the vote, and
// casting without it could make a second ballot; so it is saved before anything
// that depends on it leaves the tablet.
import { concat, equalBytes, frame, le32, readLe32, readLe64 } from '../bytes.ts';
import { refuse, require } from '../refused.ts';
import type { IssuedPart } from './ports.ts';

const FORMAT = 1;
const TOKEN_BYTES = 64;
const ID_BYTES = 32;
const ELEMENT_BYTES = 32;
const PROOF_BYTES = 64;
const MAX_PARTS = 200;
const NO_CHOICE = 255;

export interface VoterState {
  readonly sessionId: Uint8Array;
  readonly deputy: number;
  // y and the blind: independent of the slip.
  tokenSecret: Uint8Array;
  // Ascending by issuer, each checked against its proof.
  parts: IssuedPart[];
  // Marks so far, -1 where there is none; empty before the first and once a
  // ballot is sealed.
  draft: readonly number[];
  // The one ballot that is ever sent; empty before it is sealed.
  ballot: Uint8Array;
  // Empty before it came, and if it never did.
  receipt: Uint8Array;
  // In the record or receipted, and seen by the deputy; all else is gone.
  voted: boolean;
}

export function newState(
  sessionId: Uint8Array,
  deputy: number,
  tokenSecret: Uint8Array,
): VoterState {
  const none = new Uint8Array();
  return {
    sessionId,
    deputy,
    tokenSecret,
    parts: [],
    draft: [],
    ballot: none,
    receipt: none,
    voted: false,
  };
}

export function serializeState(state: VoterState): Uint8Array {
  const parts = state.parts.flatMap(({ issuer, evaluated, proof }) => [
    le32(issuer),
    evaluated,
    proof,
  ]);
  const draft = Uint8Array.from(state.draft, (choice) => (choice < 0 ? NO_CHOICE : choice));
  return concat(
    le32(FORMAT),
    state.sessionId,
    le32(state.deputy),
    state.tokenSecret,
    le32(state.parts.length),
    ...parts,
    frame(draft),
    frame(state.ballot),
    frame(state.receipt),
    Uint8Array.of(state.voted ? 1 : 0),
  );
}

class Reader {
  #at = 0;
  constructor(private readonly bytes: Uint8Array) {}

  take(size: number): Uint8Array {
    require(this.bytes.length - this.#at >= size, 'kept state: cut off');
    this.#at += size;
    return this.bytes.slice(this.#at - size, this.#at);
  }

  number(): number {
    return readLe32(this.take(4));
  }

  framed(): Uint8Array {
    return this.take(Number(readLe64(this.take(8))));
  }

  end(): void {
    require(this.#at === this.bytes.length, 'kept state: bytes left over');
  }
}

function readParts(reader: Reader): IssuedPart[] {
  const count = reader.number();
  require(count <= MAX_PARTS, 'kept state: too many parts');
  return Array.from({ length: count }, () => ({
    issuer: reader.number(),
    evaluated: reader.take(ELEMENT_BYTES),
    proof: reader.take(PROOF_BYTES),
  }));
}

// Throws Refused, naming what is wrong, if it is not a state of this session and
// deputy.
export function parseState(plain: Uint8Array, sessionId: Uint8Array, deputy: number): VoterState {
  const reader = new Reader(plain);
  require(reader.number() === FORMAT, 'kept state: of another version');
  require(equalBytes(reader.take(ID_BYTES), sessionId), 'kept state: of another session');
  require(reader.number() === deputy, 'kept state: of another deputy');
  const state: VoterState = {
    sessionId,
    deputy,
    tokenSecret: reader.take(TOKEN_BYTES),
    parts: readParts(reader),
    draft: [...reader.framed()].map((choice) => (choice === NO_CHOICE ? -1 : choice)),
    ballot: reader.framed(),
    receipt: reader.framed(),
    voted: reader.take(1)[0] === 1,
  };
  reader.end();
  if (state.ballot.length > 0 && state.draft.length > 0) {
    refuse('kept state: a sealed ballot and marks');
  }
  return state;
}
