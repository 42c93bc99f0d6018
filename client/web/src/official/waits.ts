// Who is still missing, and for what: the answer to "why does it not go on?".
import { agreed, peopleWith, type CommitteeWork, type Person, type Sitting } from './sitting';

export type WaitKind =
  | 'ceremony-commit'
  | 'ceremony-message'
  | 'ceremony-confirm'
  | 'casting'
  | 'box'
  | 'audit'
  | 'tally'
  | 'counting'
  | 'witnesses';

export interface Wait {
  readonly kind: WaitKind;
  readonly have: number;
  readonly need: number;
  /** Who could still do it. Those who are not connected come first. */
  readonly missing: readonly Person[];
}

function absentFirst(people: readonly Person[]): Person[] {
  const absent = people.filter((person) => person.present === false);
  return [...absent, ...people.filter((person) => person.present !== false)];
}

function missingOf(sitting: Sitting, work: CommitteeWork): Person[] {
  const missing = work.members.filter((official) => !work.done.includes(official));
  return absentFirst(sitting.people.filter((person) => missing.includes(person.official)));
}

function waitFor(sitting: Sitting, kind: WaitKind, work: CommitteeWork, need: number): Wait[] {
  const have = work.done.length;
  return have >= need ? [] : [{ kind, have, need, missing: missingOf(sitting, work) }];
}

function ceremonyWaits(sitting: Sitting): Wait[] {
  const { stage, trustees, issuers } = sitting.ceremony;
  if (stage === 'complete') {
    return [];
  }
  const kind: WaitKind = `ceremony-${stage}`;
  const everybody = [...new Set([...trustees.members, ...issuers.members])];
  const done = everybody.filter((official) =>
    [trustees, issuers].every(
      (work) => !work.members.includes(official) || work.done.includes(official),
    ),
  );
  return waitFor(sitting, kind, { members: everybody, threshold: 0, done }, everybody.length);
}

// Every cast needs the yes of t issuers of the active set, within reach just now.
function castingWaits(sitting: Sitting): Wait[] {
  const active = sitting.people.filter((p) => sitting.activeIssuers.includes(p.official));
  const absent = active.filter((person) => person.present === false);
  const have = active.length - absent.length;
  return have >= sitting.issuerThreshold
    ? []
    : [{ kind: 'casting', have, need: sitting.issuerThreshold, missing: absent }];
}

function committeeWaits(sitting: Sitting): Wait[] {
  switch (sitting.phase) {
    case 'ceremony':
      return ceremonyWaits(sitting);
    case 'voting':
      return castingWaits(sitting);
    case 'closing':
      return [
        ...castingWaits(sitting),
        ...(sitting.boxClosed
          ? []
          : [{ kind: 'box' as const, have: sitting.returned, need: sitting.issued, missing: [] }]),
      ];
    case 'closed':
      return sitting.audit ? waitFor(sitting, 'audit', sitting.audit, sitting.audit.threshold) : [];
    case 'audited': {
      const waits = sitting.tally
        ? waitFor(sitting, 'tally', sitting.tally, sitting.tally.threshold)
        : [];
      return waits.length > 0 ? waits : [{ kind: 'counting', have: 0, need: 0, missing: [] }];
    }
    default:
      return [];
  }
}

// Nobody acts on what too few witnesses stand behind. During the vote the log
// grows all the time, and being a moment behind is no news.
function witnessWaits(sitting: Sitting): Wait[] {
  if (agreed(sitting) || sitting.phase === 'voting' || sitting.phase === 'announced') {
    return [];
  }
  const witnesses = peopleWith(sitting, 'witness');
  const absent = witnesses.filter((person) => person.present === false);
  const need = witnesses.length - absent.length;
  return absent.length === 0
    ? []
    : [{ kind: 'witnesses', have: need, need: witnesses.length, missing: absent }];
}

/** Everything that the sitting waits for without the chair being able to act. */
export function waitsOf(sitting: Sitting): Wait[] {
  return [...committeeWaits(sitting), ...witnessWaits(sitting)];
}
