// From the verified log, and what only the server knows, to the facts that the
// pages show.
import type { LogState } from '../log/state';
import type { Person, Sitting } from './sitting';

/** The server's word: nothing that is decided here rests on it alone. */
export interface Presence {
  readonly officialsPresent: readonly number[];
  readonly issued: number;
  readonly boxClosed: boolean;
}

function peopleOf(log: LogState, presence: Presence | undefined): Person[] {
  return log.officials.map(({ number, name, roles }) => ({
    official: number,
    name,
    roles,
    present: presence?.officialsPresent.includes(number),
  }));
}

// Before the opening the server tells whose tokens are complete. From then on every
// deputy checked in has one: that is what the opening says, and it survives a restart.
function issuedOf({ phase, present }: LogState, presence: Presence | undefined): number {
  return phase === 'check-in' ? Math.min(present, presence?.issued ?? 0) : present;
}

// Nobody opens totals of no ballots, or of too few.
function tallyOf(log: LogState): LogState['tally'] {
  return log.returned < Math.max(1, log.manifest.minBallots) ? undefined : log.tally;
}

function activeOf({ activeSet, ceremony }: LogState): number[] {
  return (activeSet?.issuers ?? []).flatMap((member) => ceremony.issuers.members[member - 1] ?? []);
}

export function readSitting(log: LogState, presence: Presence | undefined): Sitting {
  const { manifest } = log;
  return {
    rules: manifest,
    fingerprint: log.fingerprint,
    lateCheckIn: manifest.lateCheckIn,
    sendWindowSeconds: manifest.sendWindowSeconds,
    minVoters: manifest.minVoters,
    minBallots: manifest.minBallots,
    meetingQuorum: manifest.meetingQuorum,
    issuerThreshold: manifest.issuerThreshold,
    phase: log.phase,
    entitled: log.entitled,
    checkedIn: log.present,
    issued: issuedOf(log, presence),
    returned: log.ballots,
    voided: log.outcome === undefined ? 0 : log.ballots - log.outcome.ballots,
    people: peopleOf(log, presence),
    ceremony: log.ceremony,
    activeIssuers: activeOf(log),
    audit: log.audit,
    tally: tallyOf(log),
    zeroChecks: log.zeroChecks.map(({ official }) => official),
    verified: log.verified.map(({ official }) => official),
    objections: log.objections,
    outcome: log.outcome,
    abortReason: log.abortReason,
    boxClosed: presence?.boxClosed ?? false,
    size: log.size,
    quorumSize: log.quorum?.size ?? 0,
    root: log.quorum?.root ?? '',
  };
}
