// What a session makes of ballots, shares and counts. In full, everything is
// computed again (counting_full.ts). A page that only shows the sitting takes
// what stands under a quorum for granted (counting_light.ts); it still checks who
// signed, and the order.
import type { BallotEntry, ResultEntry, Share } from './entry';
import { FullCounting } from './counting_full';
import { LightCounting } from './counting_light';
import type { Session } from './session';
import type { Words } from './words';

export type CountingKind = 'full' | 'light';

/** Why a ballot is void; 'unjudged' and 'good' are not. */
export type BallotVerdict = 'unjudged' | 'good' | 'malformed' | 'proof' | 'spent' | 'forged';

export interface LoggedBallot {
  readonly leaf: number;
  readonly bytes: Uint8Array;
  verdict: BallotVerdict;
  /** What is wrong with it, in English, if rule 1 or 2 makes it void. */
  why?: string | undefined;
}

export interface Counting {
  readonly kind: CountingKind;
  readonly ballots: readonly LoggedBallot[];
  /** The leaf of the last ballot, if there is one. */
  readonly lastBallot: number | undefined;
  readonly result: ResultEntry | undefined;
  /** V as far as it is known: ballots in the log that are not known to be void. */
  readonly returned: number;
  /** Members whose shares took effect. */
  readonly auditShares: readonly number[];
  readonly tallyShares: readonly number[];
  /** Ballots that must be judged before the box is closed; those of the log's order first. */
  readonly unjudged: readonly LoggedBallot[];

  addBallot(ballot: BallotEntry, leaf: number): Words | undefined;
  /** Called at Close; whether there is a ballot to audit. */
  close(): boolean;
  /** Why the share has no effect whenever it comes: its member has given one of this kind. */
  repeatedAuditShare(share: Share): Words | undefined;
  repeatedTallyShare(share: Share): Words | undefined;
  /** Signature, time and tree are checked; what is left is what the share is worth. */
  auditShare(share: Share, index: number): Words | undefined;
  tallyShare(share: Share): Words | undefined;
  takeResult(result: ResultEntry): void;
}

export function makeCounting(kind: CountingKind, session: Session): Counting {
  return kind === 'full' ? new FullCounting(session) : new LightCounting(session);
}
