// What officials sign, made from the log as it stands: each function gives the
// entry that the chair or a scrutineer would put into the log now, and refuses
// where it would make no sense. Repeated on the same log it gives the same bytes.
import { countsHash } from '../crypto/identifiers';
import * as statement from '../crypto/statement';
import type { WrittenEntry } from '../log/encode';
import type { Session } from '../log/session';
import { refuse } from '../refused';
import type { OfficialKey } from './key';

/** The log that somebody signs upon. */
export interface SignedLog {
  readonly session: Session;
  /** The newest tree that a quorum of witnesses stands behind. */
  readonly quorum: { readonly size: number; readonly root: Uint8Array };
}

export type Order = (log: SignedLog, key: OfficialKey) => WrittenEntry;

/** Begins the check-in, or replaces the issuers before the opening. */
export function activeSetOrder(issuers: readonly number[]): Order {
  return ({ session }, key) => {
    const version = (session.activeSet?.version ?? 0) + 1;
    const signature = key.sign(session.sessionId, statement.activeSet(version, issuers));
    return { kind: 'active_set', version, issuers, signature };
  };
}

export const openOrder: Order = ({ session }, key) => {
  const keyId = session.keyId ?? refuse('the keys are not complete');
  const { hash: activeSetHash } = session.activeSet ?? refuse('the check-in has not begun');
  const checkedIn = session.requests.size;
  const said = statement.open(keyId, activeSetHash, checkedIn);
  const signature = key.sign(session.sessionId, said);
  return { kind: 'open', keyId, activeSetHash, checkedIn, signature };
};

export const closingOrder: Order = ({ session }, key) => ({
  kind: 'closing',
  signature: key.sign(session.sessionId, statement.closing()),
});

export const closeOrder: Order = ({ session, quorum }, key) => ({
  kind: 'close',
  size: BigInt(quorum.size),
  root: quorum.root,
  signature: key.sign(session.sessionId, statement.close(quorum)),
});

export const announceOrder: Order = ({ session }, key) => {
  const hash = countsHashOf(session);
  const signature = key.sign(session.sessionId, statement.announce(hash));
  return { kind: 'announce', countsHash: hash, signature };
};

export function abortOrder(reason: string): Order {
  return ({ session }, key) => ({
    kind: 'abort',
    reason,
    signature: key.sign(session.sessionId, statement.abort(reason)),
  });
}

/** Scrutineer number `official`: the box is empty. */
export function zeroCheckOrder(official: number): Order {
  return ({ session, quorum: { size, root } }, key) => ({
    kind: 'zero_check',
    official,
    size: BigInt(size),
    root,
    countsHash: new Uint8Array(0),
    signature: key.sign(session.sessionId, statement.zeroCheck({ size, root })),
  });
}

/** Scrutineer number `official`: my own verification agrees with the counts. */
export function verifiedOrder(official: number): Order {
  return ({ session, quorum: { size, root } }, key) => {
    const hash = countsHashOf(session);
    const signature = key.sign(session.sessionId, statement.verified({ size, root }, hash));
    return { kind: 'verified', official, size: BigInt(size), root, countsHash: hash, signature };
  };
}

export function objectionOrder(official: number, text: string): Order {
  return ({ session, quorum: { size, root } }, key) => ({
    kind: 'objection',
    official,
    size: BigInt(size),
    root,
    text,
    signature: key.sign(session.sessionId, statement.objection({ size, root }, text)),
  });
}

function countsHashOf(session: Session): Uint8Array {
  const result = session.counting.result ?? refuse('there is no result yet');
  return countsHash(result.counts);
}
