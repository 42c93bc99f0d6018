// Where a sitting stands, as plain facts: what the chair's page and the hall
// screen show is computed from this and from nothing else. The facts come from
// the verified log; only `presence` and `issued` are the server's word.

import type { Counts, ResultRules } from '../result/rules';
import { announcementScript } from '../result/script';
import type { Turnout } from '../result/turnout';
import { type ResultView, viewResult } from '../result/view';
import type { Language } from '../result/words';

export type PhaseName =
  | 'ceremony'
  | 'check-in'
  | 'voting'
  | 'closing'
  | 'closed'
  | 'audited'
  | 'tallied'
  | 'announced'
  | 'aborted';

export type RoleName = 'chair' | 'scrutineer' | 'trustee' | 'issuer' | 'witness';

export interface Person {
  /** Number in the manifest, from 1. */
  readonly official: number;
  readonly name: string;
  readonly roles: readonly RoleName[];
  /** Connected just now, as the server says; undefined if it was not asked yet. */
  readonly present: boolean | undefined;
}

/** How far a committee is in what it does just now. */
export interface CommitteeWork {
  /** Officials of the committee, member 1 first. */
  readonly members: readonly number[];
  readonly threshold: number;
  /** Officials who have done their part of the stage. */
  readonly done: readonly number[];
}

export type CeremonyStage = 'commit' | 'message' | 'confirm' | 'complete';

export interface Sitting {
  /** Title, departments, levels, and how counts are shown. */
  readonly rules: ResultRules;
  /** session_id, 64 hexadecimal digits. */
  readonly fingerprint: string;
  readonly lateCheckIn: boolean;
  readonly sendWindowSeconds: number;
  readonly minVoters: number;
  readonly minBallots: number;
  readonly meetingQuorum: number;
  readonly issuerThreshold: number;

  readonly phase: PhaseName;
  readonly entitled: number;
  readonly checkedIn: number;
  /** Tokens issued (发出): by the server's word before the opening, then by the log. */
  readonly issued: number;
  /** Ballots in the log (收回). */
  readonly returned: number;
  /** Ballots in the log that do not count; known after the tally. */
  readonly voided: number;

  readonly people: readonly Person[];
  readonly ceremony: {
    readonly stage: CeremonyStage;
    readonly trustees: CommitteeWork;
    readonly issuers: CommitteeWork;
  };
  /** Officials, of the newest active set. Empty before the check-in. */
  readonly activeIssuers: readonly number[];
  /** Who has given a share of the audit; undefined while none is asked for. */
  readonly audit: CommitteeWork | undefined;
  readonly tally: CommitteeWork | undefined;
  /** Officials who signed that the box was empty, and that the counts are right. */
  readonly zeroChecks: readonly number[];
  readonly verified: readonly number[];
  readonly objections: readonly { readonly official: number; readonly text: string }[];
  readonly outcome: Counts | undefined;
  readonly abortReason: string | undefined;

  /** The server says that the box has stopped and is in the log. */
  readonly boxClosed: boolean;
  /** Leaves in the log, and how many of them a quorum of witnesses stands behind. */
  readonly size: number;
  readonly quorumSize: number;
  /** Root of the newest tree with quorum, 64 hexadecimal digits; empty before. */
  readonly root: string;
}

export function peopleWith(sitting: Sitting, role: RoleName): Person[] {
  return sitting.people.filter((person) => person.roles.includes(role));
}

export function nameOf(sitting: Sitting, official: number): string {
  return sitting.people.find((person) => person.official === official)?.name ?? String(official);
}

/** 未交: tokens issued for which no ballot has come. Not an abstention. */
export function notReturned(sitting: Sitting): number {
  return Math.max(0, sitting.issued - sitting.returned);
}

/** Deputies that must be checked in before the vote may be opened. */
export function leastCheckedIn(sitting: Sitting): number {
  return Math.max(sitting.minVoters, sitting.meetingQuorum);
}

/** Issuers that an active set must have. */
export function leastIssuers(sitting: Sitting): number {
  const members = sitting.ceremony.issuers.members.length;
  return Math.min(sitting.issuerThreshold + 1, members);
}

/** Member numbers (from 1) of the issuers who are connected, ascending. */
export function presentIssuers(sitting: Sitting): number[] {
  return sitting.ceremony.issuers.members.flatMap((official, index) =>
    sitting.people.find((person) => person.official === official)?.present === true
      ? [index + 1]
      : [],
  );
}

/** Whether a quorum of witnesses stands behind everything in the log. */
export function agreed(sitting: Sitting): boolean {
  return sitting.quorumSize >= sitting.size;
}

/** The numbers as the result sheet has them: what was returned is what is valid. */
export function turnoutOf(sitting: Sitting): Turnout {
  const { entitled, checkedIn, issued, returned, voided } = sitting;
  return { entitled, present: checkedIn, issued, returned: returned - voided, voided };
}

/** Undefined before there is a result. */
export function resultOf(sitting: Sitting): ResultView | undefined {
  const attendance = { entitled: sitting.entitled, present: sitting.checkedIn };
  return sitting.outcome && viewResult(sitting.rules, sitting.outcome, attendance);
}

export function resultScript(sitting: Sitting, language: Language): string[] {
  const view = resultOf(sitting);
  return view ? announcementScript(sitting.rules, turnoutOf(sitting), view, language) : [];
}
