// The chair's one next step: which it is, whether it may be taken now, and why
// not. Rules of crypto/PROTOCOL.md section 10, said so that a chair can act.
import {
  agreed,
  leastCheckedIn,
  leastIssuers,
  presentIssuers,
  type PhaseName,
  type Sitting,
} from '../../official/sitting';

export type StepId = 'check-in' | 'open' | 'closing' | 'close' | 'announce';

/** Why a step is refused. */
export type Obstacle =
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'ceremony' }
  | { readonly kind: 'issuers'; readonly have: number; readonly need: number }
  | { readonly kind: 'meeting-quorum'; readonly have: number; readonly need: number }
  | { readonly kind: 'min-voters'; readonly have: number; readonly need: number }
  | { readonly kind: 'witnesses' }
  | { readonly kind: 'box' }
  | { readonly kind: 'checking'; readonly checked: number; readonly of: number };

/** What the chair should know before taking the step; it is not refused. */
export type Caution =
  | { readonly kind: 'zero-checks'; readonly have: number; readonly of: number }
  | { readonly kind: 'heads'; readonly checkedIn: number }
  | { readonly kind: 'not-issued'; readonly count: number }
  | { readonly kind: 'active-absent'; readonly names: readonly string[] }
  | { readonly kind: 'not-returned'; readonly count: number }
  | { readonly kind: 'unverified'; readonly have: number; readonly of: number }
  | { readonly kind: 'objections'; readonly count: number };

export interface Step {
  readonly id: StepId;
  readonly obstacles: readonly Obstacle[];
  readonly cautions: readonly Caution[];
}

/** What the page itself knows beside the sitting. */
export interface Desk {
  readonly signedIn: boolean;
  readonly connected: boolean;
  /** Ballots whose proofs this page has verified. */
  readonly checkedBallots: number;
}

const STEP_OF: Partial<Record<PhaseName, StepId>> = {
  ceremony: 'check-in',
  'check-in': 'open',
  voting: 'closing',
  closing: 'close',
  tallied: 'announce',
};

function obstaclesOf(id: StepId, sitting: Sitting, desk: Desk): Obstacle[] {
  const found: Obstacle[] = [];
  switch (id) {
    case 'check-in':
      if (sitting.ceremony.stage !== 'complete') {
        found.push({ kind: 'ceremony' });
      } else if (presentIssuers(sitting).length < leastIssuers(sitting)) {
        const have = presentIssuers(sitting).length;
        found.push({ kind: 'issuers', have, need: leastIssuers(sitting) });
      }
      break;
    case 'open':
      if (sitting.checkedIn < leastCheckedIn(sitting)) {
        const kind = sitting.checkedIn < sitting.minVoters ? 'min-voters' : 'meeting-quorum';
        const need = kind === 'min-voters' ? sitting.minVoters : sitting.meetingQuorum;
        found.push({ kind, have: sitting.checkedIn, need });
      }
      break;
    case 'closing':
      break;
    case 'close':
      if (!sitting.boxClosed) {
        found.push({ kind: 'box' });
      } else if (!agreed(sitting)) {
        found.push({ kind: 'witnesses' });
      }
      break;
    case 'announce':
      if (!agreed(sitting)) {
        found.push({ kind: 'witnesses' });
      }
      if (desk.checkedBallots < sitting.returned) {
        found.push({ kind: 'checking', checked: desk.checkedBallots, of: sitting.returned });
      }
      break;
  }
  if (!desk.connected) {
    found.push({ kind: 'offline' });
  }
  // Last: the chair should see first whether the sitting is ready at all.
  if (!desk.signedIn) {
    found.push({ kind: 'signed-out' });
  }
  return found;
}

function scrutineers(sitting: Sitting): number {
  return sitting.people.filter((person) => person.roles.includes('scrutineer')).length;
}

function absentActive(sitting: Sitting): Caution[] {
  const names = sitting.people
    .filter((p) => sitting.activeIssuers.includes(p.official) && p.present === false)
    .map((person) => person.name);
  return names.length === 0 ? [] : [{ kind: 'active-absent', names }];
}

function cautionsOf(id: StepId, sitting: Sitting): Caution[] {
  const found: Caution[] = [];
  const of = scrutineers(sitting);
  if (sitting.objections.length > 0) {
    found.push({ kind: 'objections', count: sitting.objections.length });
  }
  if ((id === 'check-in' || id === 'open') && sitting.zeroChecks.length < of) {
    found.push({ kind: 'zero-checks', have: sitting.zeroChecks.length, of });
  }
  if (id === 'open') {
    found.push({ kind: 'heads', checkedIn: sitting.checkedIn });
    if (sitting.issued < sitting.checkedIn) {
      found.push({ kind: 'not-issued', count: sitting.checkedIn - sitting.issued });
    }
    found.push(...absentActive(sitting));
  }
  if (id === 'closing' && sitting.returned < sitting.issued) {
    found.push({ kind: 'not-returned', count: sitting.issued - sitting.returned });
  }
  if (id === 'announce' && sitting.verified.length < of) {
    found.push({ kind: 'unverified', have: sitting.verified.length, of });
  }
  return found;
}

/** The next step of the chair, or undefined if the sitting goes on by itself or is over. */
export function nextStep(sitting: Sitting, desk: Desk): Step | undefined {
  const id = STEP_OF[sitting.phase];
  return id === undefined
    ? undefined
    : { id, obstacles: obstaclesOf(id, sitting, desk), cautions: cautionsOf(id, sitting) };
}

/** Whether the chair may still give the session up. */
export function mayAbort(sitting: Sitting): boolean {
  return !['tallied', 'announced', 'aborted'].includes(sitting.phase);
}

/** Whether the issuers in use may be chosen anew: one of their laptops failed. */
export function mayReplaceIssuers(sitting: Sitting): boolean {
  return (
    sitting.phase === 'check-in' &&
    presentIssuers(sitting).length >= leastIssuers(sitting) &&
    absentActive(sitting).length > 0
  );
}
