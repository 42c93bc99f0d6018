// What officials sign, made from the log as it stands: each function gives the
// entry that the chair or a scrutineer would put into the log now, and refuses
// where it would make no sense. Repeated on the same log it gives the same bytes.
import { fromHex } from '../bytes';
import { countsHash } from '../crypto/identifiers';
import * as statement from '../crypto/statement';
import type { WrittenEntry } from '../log/encode';
import type { LogState } from '../log/state';
import { refuse } from '../refused';
import type { OfficialKey } from './key';

export type Order = (log: LogState, key: OfficialKey) => WrittenEntry;

/** Begins the check-in, or replaces the issuers before the opening. */
export function activeSetOrder(issuers: readonly number[]): Order {
  return ({ sessionId, activeSet }, key) => {
    const version = (activeSet?.version ?? 0) + 1;
    const signature = key.sign(sessionId, statement.activeSet(version, issuers));
    return { kind: 'active_set', version, issuers, signature };
  };
}

export const openOrder: Order = (log, key) => {
  const keyId = fromHex(log.keyId ?? refuse('the keys are not complete'));
  const active = log.activeSet ?? refuse('the check-in has not begun');
  const hash = statement.activeSetHash(log.sessionId, active.version, active.issuers);
  const checkedIn = log.present;
  const signature = key.sign(log.sessionId, statement.open(keyId, hash, checkedIn));
  return { kind: 'open', keyId, activeSetHash: hash, checkedIn, signature };
};

export const closingOrder: Order = ({ sessionId }, key) => ({
  kind: 'closing',
  signature: key.sign(sessionId, statement.closing()),
});

export const closeOrder: Order = (log, key) => {
  const head = headOf(log);
  const signature = key.sign(log.sessionId, statement.close(head));
  return { kind: 'close', ...head, signature };
};

export const announceOrder: Order = (log, key) => {
  const hash = countsHashOf(log);
  const signature = key.sign(log.sessionId, statement.announce(hash));
  return { kind: 'announce', countsHash: hash, signature };
};

export function abortOrder(reason: string): Order {
  return ({ sessionId }, key) => ({
    kind: 'abort',
    reason,
    signature: key.sign(sessionId, statement.abort(reason)),
  });
}

/** Scrutineer number `official`: the box is empty. */
export function zeroCheckOrder(official: number): Order {
  return (log, key) => {
    const head = headOf(log);
    const signature = key.sign(log.sessionId, statement.zeroCheck(head));
    return { kind: 'zero_check', official, ...head, countsHash: new Uint8Array(0), signature };
  };
}

/** Scrutineer number `official`: my own verification agrees with the counts. */
export function verifiedOrder(official: number): Order {
  return (log, key) => {
    const head = headOf(log);
    const hash = countsHashOf(log);
    const signature = key.sign(log.sessionId, statement.verified(head, hash));
    return { kind: 'verified', official, ...head, countsHash: hash, signature };
  };
}

export function objectionOrder(official: number, text: string): Order {
  return (log, key) => {
    const head = headOf(log);
    const signature = key.sign(log.sessionId, statement.objection(head, text));
    return { kind: 'objection', official, ...head, text, signature };
  };
}

/** The newest tree that a quorum of witnesses stands behind. */
function headOf({ quorum }: LogState): { size: bigint; root: Uint8Array } {
  const head = quorum ?? refuse('no quorum of witnesses stands behind the log yet');
  return { size: BigInt(head.size), root: fromHex(head.root) };
}

function countsHashOf({ outcome }: LogState): Uint8Array {
  return countsHash((outcome ?? refuse('there is no result yet')).counts);
}
