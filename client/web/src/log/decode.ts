// Leaves to entries, strictly: the one place where bytes of the log are read
// (crypto/PROTOCOL.md, section 9).
import { equalBytes, toHex, utf8 } from '../bytes';
import { requireVerifyKey } from '../crypto/ed25519';
import { Point } from '../crypto/group/public';
import { sha256 } from '../crypto/hash';
import { Refused, refuse, require } from '../refused';
import type { CommitteeName, Entry, EntryKind } from './entry';
import { LOG_ENTRY } from './shapes';
import { type Message, parse } from './wire';

export const MAX_LEAF_BYTES = 65_535;
const MAX_INLINE_BYTES = 32_768;
const MAX_BLOB_BYTES = 4_194_304;
const MAX_BALLOT_BYTES = 65_000;
const MAX_WORDS_BYTES = 4_000;

/** Finds a blob by its SHA-256; undefined if it is not there. */
export type Blobs = (hash: Uint8Array) => Uint8Array | undefined;

/** The leaf may be good, but names a blob that is not there (yet). */
export class BlobMissing extends Refused {
  override readonly name = 'BlobMissing';

  constructor(readonly hash: Uint8Array) {
    super(`it names the blob ${toHex(hash)}, which is not there`);
  }
}

/** Reads a leaf; Refused says what is wrong with it. */
export function decodeEntry(leaf: Uint8Array, blobs: Blobs): Entry {
  require(leaf.length <= MAX_LEAF_BYTES, `it has ${leaf.length} bytes, at most ${MAX_LEAF_BYTES}`);
  const outer = parse(LOG_ENTRY, leaf, 'leaf');
  const kind = outer.onlyName();
  if (kind === undefined) {
    return refuse('no kind is set');
  }
  if (kind === 'manifest') {
    return { kind, bytes: outer.bytes(kind) };
  }
  const body = outer.message(kind) ?? refuse('no kind is set');
  return DECODERS[kind as Exclude<EntryKind, 'manifest'>](body, blobs);
}

type Decoder = (body: Message, blobs: Blobs) => Entry;

const DECODERS: Record<Exclude<EntryKind, 'manifest'>, Decoder> = {
  dkg_commit: (m) => ({
    kind: 'dkg_commit',
    ...memberOf(m),
    messageHash: sized(m, 'message_sha256', 32),
    ...signed(m),
  }),
  dkg_message: (m, blobs) => ({
    kind: 'dkg_message',
    ...memberOf(m),
    message: payload(m, 'message', blobs),
    ...signed(m),
  }),
  dkg_confirm: (m) => ({ kind: 'dkg_confirm', ...memberOf(m), ...signed(m) }),
  dkg_complaint: (m) => ({
    kind: 'dkg_complaint',
    ...memberOf(m),
    dealer: numbered(m, 'dealer'),
    sharedSecret: element(sized(m, 'shared_secret', 32), 'shared_secret'),
    proof: sized(m, 'proof', 64),
    ...signed(m),
  }),
  active_set: (m) => ({
    kind: 'active_set',
    version: numbered(m, 'version'),
    issuers: ascending(m, 'issuers'),
    ...signed(m),
  }),
  reissue: (m) => ({
    kind: 'reissue',
    deputy: numbered(m, 'deputy'),
    credentialKey: verifyKey(m, 'credential_key'),
    ...signed(m),
  }),
  token_request: (m) => ({
    kind: 'token_request',
    deputy: numbered(m, 'deputy'),
    blinded: blinded(m),
    ...signed(m),
  }),
  open: (m) => ({
    kind: 'open',
    ...round(m),
    keyId: sized(m, 'key_id', 32),
    activeSetHash: sized(m, 'active_set_sha256', 32),
    checkedIn: m.number('checked_in'),
    ...signed(m),
  }),
  ballot: (m) => ({ kind: 'ballot', ...round(m), ballot: upTo(m, 'ballot', MAX_BALLOT_BYTES) }),
  closing: (m) => ({ kind: 'closing', ...round(m), ...signed(m) }),
  close: (m) => ({ kind: 'close', ...round(m), ...ofTree(m), ...signed(m) }),
  audit_share: (m, blobs) => ({ kind: 'audit_share', ...share(m, blobs) }),
  tally_share: (m, blobs) => ({ kind: 'tally_share', ...share(m, blobs) }),
  result: (m) => ({
    kind: 'result',
    ...round(m),
    ballots: m.number('ballots'),
    withheld: m.flag('withheld'),
    counts: m.numbers('counts'),
  }),
  zero_check: (m) => {
    require(m.bytes('counts_sha256').length === 0, 'a zero check has no counts_sha256');
    return { kind: 'zero_check', ...attested(m) };
  },
  verified: (m) => {
    sized(m, 'counts_sha256', 32);
    return { kind: 'verified', ...attested(m) };
  },
  objection: (m) => ({
    kind: 'objection',
    official: numbered(m, 'official'),
    ...ofTree(m),
    text: words(m, 'text', 1),
    ...signed(m),
  }),
  announce: (m) => ({
    kind: 'announce',
    ...round(m),
    countsHash: sized(m, 'counts_sha256', 32),
    ...signed(m),
  }),
  abort: (m) => ({ kind: 'abort', ...round(m), reason: words(m, 'reason', 0), ...signed(m) }),
};

function share(m: Message, blobs: Blobs) {
  return {
    ...round(m),
    member: numbered(m, 'member'),
    ...ofTree(m),
    payload: payload(m, 'payload', blobs),
    ...signed(m),
  };
}

function attested(m: Message) {
  return {
    official: numbered(m, 'official'),
    ...ofTree(m),
    countsHash: m.bytes('counts_sha256'),
    ...signed(m),
  };
}

function memberOf(m: Message): { committee: CommitteeName; member: number } {
  const number = m.number('committee');
  const committee = number === 1 ? 'tally' : number === 2 ? 'issuer' : undefined;
  require(committee !== undefined, `committee is ${number}, which is none`);
  return { committee, member: numbered(m, 'member') };
}

function round(m: Message): object {
  require(m.number('round') === 0, `round is ${m.number('round')}: there is round 0 only`);
  return {};
}

function ofTree(m: Message): { size: bigint; root: Uint8Array } {
  return { size: m.big('size'), root: sized(m, 'root', 32) };
}

function signed(m: Message): { signature: Uint8Array } {
  return { signature: sized(m, 'signature', 64) };
}

function numbered(m: Message, name: string): number {
  require(m.number(name) >= 1, `${name} is 0: numbers begin with 1`);
  return m.number(name);
}

function ascending(m: Message, name: string): number[] {
  const numbers = m.numbers(name);
  require(numbers.every(
    (number, i) => number > (numbers[i - 1] ?? 0),
  ), `${name} do not ascend from 1`);
  return numbers;
}

function sized(m: Message, name: string, size: number): Uint8Array {
  const value = m.bytes(name);
  require(value.length === size, `${name} has ${value.length} bytes, must have ${size}`);
  return value;
}

function upTo(m: Message, name: string, most: number): Uint8Array {
  const value = m.bytes(name);
  require(value.length >= 1 &&
    value.length <= most, `${name} has ${value.length} bytes, must have 1 to ${most}`);
  return value;
}

function words(m: Message, name: string, least: number): string {
  const size = utf8(m.text(name)).length;
  require(size >= least &&
    size <= MAX_WORDS_BYTES, `${name} has ${size} bytes, must have ${least} to ${MAX_WORDS_BYTES}`);
  return m.text(name);
}

function element(bytes: Uint8Array, name: string): Uint8Array {
  Point.decode(bytes, name);
  return bytes;
}

function verifyKey(m: Message, name: string): Uint8Array {
  const key = sized(m, name, 32);
  requireVerifyKey(key, name);
  return key;
}

function blinded(m: Message): Uint8Array {
  const all = m.byteStrings('blinded');
  const [only] = all;
  require(only !== undefined &&
    all.length === 1, `blinded: there are ${all.length} elements, must be one`);
  require(!Point.decode(only, 'blinded').isIdentity(), 'blinded is the identity');
  return only;
}

function payload(m: Message, name: string, blobs: Blobs): Uint8Array {
  const place = m.message(name)?.onlyName();
  const held = m.message(name)?.bytes(place ?? '') ?? refuse(`there is no ${name}`);
  if (place === 'inline') {
    require(held.length >= 1 &&
      held.length <=
        MAX_INLINE_BYTES, `${name} has ${held.length} bytes inline, must have 1 to ${MAX_INLINE_BYTES}`);
    return held;
  }
  require(place === 'blob_sha256', `there is no ${name}`);
  require(held.length === 32, `blob_sha256 of ${name} has ${held.length} bytes, must have 32`);
  const blob = blobs(held);
  if (blob === undefined) {
    throw new BlobMissing(held);
  }
  require(equalBytes(sha256(blob), held), `the blob of ${name} is not of that SHA-256`);
  require(blob.length > MAX_INLINE_BYTES &&
    blob.length <=
      MAX_BLOB_BYTES, `the blob of ${name} has ${blob.length} bytes, must have ${MAX_INLINE_BYTES + 1} to ${MAX_BLOB_BYTES}`);
  return blob;
}
