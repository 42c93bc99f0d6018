// Which part of the script the chair reads at which moment. The words with the
// numbers filled in are in the strings.
import { leastCheckedIn, type Sitting } from '../../official/sitting';

export type ScriptPart =
  | 'zero-check'
  | 'check-in'
  | 'opening'
  | 'start'
  | 'last-call'
  | 'closing'
  | 'returned'
  | 'result'
  | 'end'
  | 'aborted';

export const SCRIPT_PARTS: readonly ScriptPart[] = [
  'zero-check',
  'check-in',
  'opening',
  'start',
  'last-call',
  'closing',
  'returned',
  'result',
  'end',
];

/** What may be read aloud just now, in order. */
export function scriptNow(sitting: Sitting): ScriptPart[] {
  switch (sitting.phase) {
    case 'ceremony':
      return sitting.ceremony.stage === 'complete' ? ['zero-check'] : [];
    case 'check-in':
      return sitting.checkedIn < leastCheckedIn(sitting) ? ['check-in'] : ['check-in', 'opening'];
    case 'voting':
      return ['start', 'last-call'];
    case 'closing':
      return ['closing'];
    case 'closed':
    case 'audited':
    case 'tallied':
      // The result itself is folded away until it is announced: others may see this page.
      return ['returned'];
    case 'announced':
      return ['result', 'end'];
    case 'aborted':
      return ['aborted'];
  }
}

/** Parts whose numbers are not known yet are not shown: they would be read out wrong. */
export function mayRead(sitting: Sitting, part: ScriptPart): boolean {
  switch (part) {
    case 'returned':
      return ['closed', 'audited', 'tallied', 'announced'].includes(sitting.phase);
    case 'result':
    case 'end':
      return sitting.outcome !== undefined;
    case 'aborted':
      return sitting.phase === 'aborted';
    default:
      return true;
  }
}
