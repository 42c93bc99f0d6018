// What a scrutineer does next, and whether a statement may be signed now. The page signs nothing
// that it has not seen to be true: a zero check only over an empty box, "verified" only where its
// own verification of the whole log is good.
import type { Item } from '../../log/words';
import { type Sitting, agreed } from '../../official/sitting';
import { type Verification, standingOf } from './model';

export type StatementName = 'zero-check' | 'verified' | 'objection';

export type SigningObstacle =
  | { readonly kind: 'no-slip' }
  | { readonly kind: 'not-scrutineer' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'failed'; readonly item: Item }
  | { readonly kind: 'fingerprint' }
  | { readonly kind: 'open-item'; readonly item: Item }
  | { readonly kind: 'witnesses' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'no-result' }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'no-tree' }
  | { readonly kind: 'no-text' }
  | { readonly kind: 'long-text'; readonly bytes: number };

/** Who sits at this page, once the slip is in. */
export interface Desk {
  /** Number of the official in the manifest; undefined without a slip. */
  readonly official: number | undefined;
  readonly scrutineer: boolean;
}

export type Duty =
  | { readonly kind: 'compare' }
  | { readonly kind: 'slip' }
  | { readonly kind: 'sign'; readonly statement: StatementName }
  | { readonly kind: 'failed' }
  | { readonly kind: 'wait'; readonly phase: Sitting['phase'] }
  /** The keys are made, and nothing is left to sign before the check-in. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'over' };

/** What cannot be known before the chair has announced, or concerns what is about to be signed. */
const LATER: readonly Item[] = ['announcement', 'attestations'];
const MAX_TEXT_BYTES = 4_000;

export function obstaclesTo(
  statement: StatementName,
  sitting: Sitting,
  verification: Verification,
  desk: Desk,
  text = '',
): SigningObstacle[] {
  const found: SigningObstacle[] = [];
  if (statement === 'zero-check') found.push(...toZeroCheck(sitting, verification));
  if (statement === 'verified') found.push(...toVerified(sitting, verification));
  if (statement === 'objection') found.push(...toObjection(sitting, text));
  if (desk.official === undefined) found.push({ kind: 'no-slip' });
  else if (!desk.scrutineer) found.push({ kind: 'not-scrutineer' });
  return found;
}

function toZeroCheck(sitting: Sitting, verification: Verification): SigningObstacle[] {
  if (sitting.phase === 'aborted') return [{ kind: 'aborted' }];
  if (sitting.phase !== 'ceremony' && sitting.phase !== 'check-in') return [{ kind: 'opened' }];
  if (sitting.ceremony.stage !== 'complete') return [{ kind: 'keys' }];
  // Deputies check in all the time; what is signed is the newest tree with quorum.
  const found = fromVerification(verification);
  return sitting.root === '' ? [...found, { kind: 'witnesses' }] : found;
}

function toVerified(sitting: Sitting, verification: Verification): SigningObstacle[] {
  if (sitting.phase === 'aborted') return [{ kind: 'aborted' }];
  if (sitting.outcome === undefined) return [{ kind: 'no-result' }];
  const found = [...fromVerification(verification), ...fromWitnesses(sitting)];
  if (found.length > 0) return found;
  const open = verification.findings.find(
    (finding) => finding.status !== 'pass' && !LATER.includes(finding.item),
  );
  return open ? [{ kind: 'open-item', item: open.item }] : [];
}

function toObjection(sitting: Sitting, text: string): SigningObstacle[] {
  const bytes = new TextEncoder().encode(text).length;
  if (sitting.root === '') return [{ kind: 'no-tree' }];
  if (text.trim() === '') return [{ kind: 'no-text' }];
  return bytes > MAX_TEXT_BYTES ? [{ kind: 'long-text', bytes }] : [];
}

function fromVerification(verification: Verification): SigningObstacle[] {
  const failed = verification.findings.find((finding) => finding.status === 'fail');
  if (failed) return [{ kind: 'failed', item: failed.item }];
  if (standingOf(verification) !== 'good') return [{ kind: 'checking' }];
  return fingerprintGiven(verification) ? [] : [{ kind: 'fingerprint' }];
}

function fromWitnesses(sitting: Sitting): SigningObstacle[] {
  return agreed(sitting) && sitting.root !== '' ? [] : [{ kind: 'witnesses' }];
}

export function fingerprintGiven(verification: Verification): boolean {
  return verification.findings.some(
    (finding) => finding.item === 'fingerprint' && finding.status === 'pass',
  );
}

/** The one thing that is asked of the scrutineer just now. */
export function nextDuty(sitting: Sitting, verification: Verification, desk: Desk): Duty {
  if (standingOf(verification) === 'bad') return { kind: 'failed' };
  if (sitting.phase === 'aborted') return { kind: 'over' };
  if (!fingerprintGiven(verification)) return { kind: 'compare' };
  if (desk.official === undefined) return { kind: 'slip' };
  const said = (officials: readonly number[]) => officials.includes(desk.official ?? 0);
  if (desk.scrutineer && sitting.outcome !== undefined && !said(sitting.verified)) {
    return { kind: 'sign', statement: 'verified' };
  }
  const early = sitting.phase === 'ceremony' || sitting.phase === 'check-in';
  const empty = early && sitting.ceremony.stage === 'complete';
  if (desk.scrutineer && empty && !said(sitting.zeroChecks)) {
    return { kind: 'sign', statement: 'zero-check' };
  }
  if (empty && sitting.phase === 'ceremony') return { kind: 'ready' };
  return sitting.phase === 'announced' ? { kind: 'over' } : { kind: 'wait', phase: sitting.phase };
}
