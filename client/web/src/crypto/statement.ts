// What people and programs sign (crypto/PROTOCOL.md, section 5): a kind, the session, and a body.
// There is one function a kind, named for it, that makes the body; so nobody can sign one thing
// and have it read as another. Await `sodiumReady` before verifying.
import { concat, frame, le32, le64, utf8 } from '../bytes';
import { SUITE, sha256 } from './hash';
import { verifySignature } from './ed25519';

export type Committee = 'tally' | 'issuer';

export type StatementKind =
  | 'dkg-commit'
  | 'dkg-message'
  | 'dkg-confirm'
  | 'dkg-complaint'
  | 'active-set'
  | 'reissue'
  | 'request'
  | 'open'
  | 'closing'
  | 'close'
  | 'audit-share'
  | 'tally-share'
  | 'zero-check'
  | 'verified'
  | 'objection'
  | 'announce'
  | 'abort'
  | 'confirm'
  | 'receipt'
  | 'serve';

export interface Statement {
  readonly kind: StatementKind;
  readonly body: Uint8Array;
}

// A state of the log.
export interface TreeHead {
  readonly size: number | bigint;
  readonly root: Uint8Array;
}

const ROUND = le32(0);

// The bytes that are signed.
export function statementBytes(sessionId: Uint8Array, { kind, body }: Statement): Uint8Array {
  return concat(utf8(`${SUITE}-${kind}\n`), sessionId, body);
}

export function verifyStatement(
  key: Uint8Array,
  sessionId: Uint8Array,
  statement: Statement,
  signature: Uint8Array,
): boolean {
  return verifySignature(key, statementBytes(sessionId, statement), signature);
}

function make(kind: StatementKind, ...parts: readonly Uint8Array[]): Statement {
  return { kind, body: concat(...parts) };
}

function committeeAndNumber(committee: Committee, member: number): Uint8Array {
  return concat(frame(utf8(committee)), le32(member));
}

function headBytes({ size, root }: TreeHead): Uint8Array {
  return concat(le64(size), root);
}

export function dkgCommit(
  committee: Committee,
  member: number,
  messageHash: Uint8Array,
): Statement {
  return make('dkg-commit', committeeAndNumber(committee, member), messageHash);
}

export function dkgMessage(committee: Committee, member: number, message: Uint8Array): Statement {
  return make('dkg-message', committeeAndNumber(committee, member), message);
}

// `messageHashes` and `keys` in order: of all members, and of all the committee's keys.
export function dkgConfirm(
  committee: Committee,
  member: number,
  messageHashes: readonly Uint8Array[],
  keys: readonly Uint8Array[],
): Statement {
  const number = committeeAndNumber(committee, member);
  return make('dkg-confirm', number, sha256(...messageHashes), ...keys);
}

export function dkgComplaint(
  committee: Committee,
  dealer: number,
  member: number,
  sharedSecret: Uint8Array,
  proof: Uint8Array,
): Statement {
  const numbers = concat(committeeAndNumber(committee, dealer), le32(member));
  return make('dkg-complaint', numbers, sharedSecret, proof);
}

export function activeSet(version: number, issuers: readonly number[]): Statement {
  const numbers = issuers.map((issuer) => le32(issuer));
  return make('active-set', le32(version), le32(issuers.length), ...numbers);
}

// What `open` names the active set in force by.
export function activeSetHash(
  sessionId: Uint8Array,
  version: number,
  issuers: readonly number[],
): Uint8Array {
  return sha256(statementBytes(sessionId, activeSet(version, issuers)));
}

export function reissue(deputy: number, newKey: Uint8Array): Statement {
  return make('reissue', le32(deputy), newKey);
}

export function request(keyId: Uint8Array, deputy: number, blinded: Uint8Array): Statement {
  return make('request', keyId, le32(deputy), le32(1), blinded);
}

export function open(keyId: Uint8Array, activeSetSha256: Uint8Array, checkedIn: number): Statement {
  return make('open', keyId, ROUND, activeSetSha256, le32(checkedIn));
}

export function closing(): Statement {
  return make('closing', ROUND);
}

export function close(head: TreeHead): Statement {
  return make('close', ROUND, headBytes(head));
}

export function auditShare(head: TreeHead, payload: Uint8Array): Statement {
  return make('audit-share', ROUND, headBytes(head), payload);
}

export function tallyShare(head: TreeHead, payload: Uint8Array): Statement {
  return make('tally-share', ROUND, headBytes(head), payload);
}

export function zeroCheck(head: TreeHead): Statement {
  return make('zero-check', headBytes(head));
}

export function verified(head: TreeHead, countsSha256: Uint8Array): Statement {
  return make('verified', headBytes(head), countsSha256);
}

export function objection(head: TreeHead, text: string): Statement {
  return make('objection', headBytes(head), utf8(text));
}

export function announce(countsSha256: Uint8Array): Statement {
  return make('announce', ROUND, countsSha256);
}

export function abort(reason: string): Statement {
  return make('abort', ROUND, utf8(reason));
}

// `parts` are the encodings of Y and N_i, one pair after the other.
export function confirm(issuer: number, yes: boolean, parts: readonly Uint8Array[]): Statement {
  return make('confirm', ROUND, le32(issuer), Uint8Array.of(yes ? 1 : 0), sha256(...parts));
}

export function receipt(ballotSha256: Uint8Array): Statement {
  return make('receipt', ROUND, ballotSha256);
}

export function serve(challenge: Uint8Array, role: string): Statement {
  return make('serve', challenge, frame(utf8(role)));
}
