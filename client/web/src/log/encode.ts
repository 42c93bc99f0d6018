// The few entries that pages write, in the shortest spelling: fields in the order
// of their numbers, none with its default (crypto/PROTOCOL.md, section 9). What a
// page signs is in statements.ts; signatures have 64 bytes.
import type {
  Abort,
  ActiveSet,
  Announce,
  Attestation,
  Close,
  Closing,
  Objection,
  Open,
  Reissue,
  TokenRequest,
} from './entry';
import { Writer } from './wire';

export type WrittenEntry =
  | ActiveSet
  | Reissue
  | TokenRequest
  | Open
  | Closing
  | Close
  | Attestation
  | Objection
  | Announce
  | Abort;

/** The body alone, as calls of the services carry it. */
export function encodeBody(entry: WrittenEntry): Uint8Array {
  const w = new Writer();
  switch (entry.kind) {
    case 'active_set':
      w.number(1, entry.version).numbers(2, entry.issuers).bytes(3, entry.signature);
      break;
    case 'reissue':
      w.number(1, entry.deputy).bytes(2, entry.credentialKey).bytes(3, entry.signature);
      break;
    case 'token_request':
      w.number(1, entry.deputy).message(2, entry.blinded).bytes(3, entry.signature);
      break;
    case 'open':
      w.bytes(2, entry.keyId).bytes(3, entry.activeSetHash).number(4, entry.checkedIn);
      w.bytes(5, entry.signature);
      break;
    case 'closing':
      w.bytes(2, entry.signature);
      break;
    case 'close':
      w.number(2, entry.size).bytes(3, entry.root).bytes(4, entry.signature);
      break;
    case 'zero_check':
    case 'verified':
      w.number(1, entry.official).number(2, entry.size).bytes(3, entry.root);
      w.bytes(4, entry.countsHash).bytes(5, entry.signature);
      break;
    case 'objection':
      w.number(1, entry.official).number(2, entry.size).bytes(3, entry.root);
      w.text(4, entry.text).bytes(5, entry.signature);
      break;
    case 'announce':
      w.bytes(2, entry.countsHash).bytes(3, entry.signature);
      break;
    case 'abort':
      w.text(2, entry.reason).bytes(3, entry.signature);
      break;
  }
  return w.finish();
}

const FIELD: Record<WrittenEntry['kind'], number> = {
  active_set: 6,
  reissue: 7,
  token_request: 8,
  open: 9,
  closing: 11,
  close: 12,
  zero_check: 16,
  verified: 17,
  objection: 18,
  announce: 19,
  abort: 20,
};

/** The leaf: a serialized LogEntry. */
export function encodeEntry(entry: WrittenEntry): Uint8Array {
  return new Writer().message(FIELD[entry.kind], encodeBody(entry)).finish();
}
