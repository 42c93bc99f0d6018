// What a tablet must have checked before it signs or encrypts anything
// (crypto/PROTOCOL.md, section 17): session_id against the slip, both ceremonies
// with all confirmations, key_id, the active set, the opening, and all of it under
// a checkpoint with quorum that extends what this device accepted before.
import { equalBytes, toHex } from '../bytes';
import type { Point } from '../crypto/group/public';
import type { IssuerKeys } from '../crypto/token';
import { require } from '../refused';
import type { LogFollower } from './follower';
import type { Manifest } from './manifest';
import type { Phase } from './session';

export interface VoterView {
  readonly manifest: Manifest;
  readonly sessionId: Uint8Array;
  readonly keyId: Uint8Array;
  /** K_0 to K_{m-1}. */
  readonly tallyKeys: readonly Point[];
  /** I. */
  readonly issuerKey: Point;
  /** X_i of every issuer, and how many make a token. */
  readonly issuers: IssuerKeys;
  /** Issuers of the newest active set, ascending; fixed once the vote is open. */
  readonly activeSet: readonly number[];
  readonly phase: Phase;
  readonly opened: boolean;
  /** Whether the log has a request of `deputy` in effect, and for which element. */
  requestOf(deputy: number): Uint8Array | undefined;
  /** The deputy's key in force; undefined for somebody whom the roster has not. */
  credentialKey(deputy: number): Uint8Array | undefined;
  /** The checkpoint with quorum under which all of this stands. */
  readonly size: number;
  readonly root: string;
}

/**
 * The view for `sessionId`, which the person's slip names. Refused says what is not
 * there yet, or what is wrong; follow on and ask again. With `opening`, also the
 * opening must stand under the quorum: ask so before encrypting.
 */
export function makeView(
  follower: LogFollower,
  sessionId: Uint8Array,
  { opening }: { readonly opening: boolean },
): VoterView {
  const { session, heads, failure } = follower;
  require(failure === undefined, failure?.words.en ?? '');
  require(session !== undefined && heads !== undefined, 'the log has not come yet');
  require(equalBytes(session.sessionId, sessionId), 'the slip is of another session');
  const { quorum } = heads;
  require(quorum !== undefined, 'no quorum of witnesses has cosigned the log yet');
  const { size, root } = quorum.checkpoint;
  const { tally, issuer } = session.ceremonies;
  const { keyId, activeSet } = session;
  const [tallyKeys, issuerKey] = [tally.keys, issuer.keys?.[0]];
  require(keyId !== undefined &&
    tallyKeys !== undefined &&
    issuerKey !== undefined, 'the keys are not complete and confirmed yet');
  require(activeSet !== undefined, 'check-in has not begun yet');
  require(activeSet.leaf < size, 'the active set is not under a quorum yet');
  const open = session.happened.get('open');
  const opened = open !== undefined && open < size;
  require(opened || !opening, 'the vote is not open yet');
  return {
    manifest: session.manifest,
    sessionId: session.sessionId,
    keyId,
    tallyKeys,
    issuerKey,
    issuers: issuersOf(issuer),
    activeSet: activeSet.issuers,
    phase: session.phase,
    opened,
    requestOf: (deputy) => session.requests.get(deputy),
    credentialKey: (deputy) => session.credentialKey(deputy),
    size,
    root: toHex(root),
  };
}

function issuersOf(issuer: {
  readonly members: readonly unknown[];
  readonly threshold: number;
  publicShares(member: number): readonly Point[];
}): IssuerKeys {
  const shares = new Map<number, Point>();
  issuer.members.forEach((_, index) => {
    const [share] = issuer.publicShares(index + 1);
    if (share !== undefined) {
      shares.set(index + 1, share);
    }
  });
  return { shares, threshold: issuer.threshold };
}
