// What the supervisor's page knows of its own verification. It comes from src/log, which reads
// every leaf by itself; nothing here is the server's word.
import type { LogState } from '../../log/state';
import type { ItemResult, Verdict } from '../../log/verdict';
import { ITEMS, say } from '../../log/words';

export interface Verification {
  /** Leaves that have come, and how many of them this page has judged. */
  readonly leaves: number;
  readonly judged: number;
  readonly ballots: number;
  readonly ballotsJudged: number;
  /** Leaves under the newest checkpoint that a quorum of witnesses cosigned. */
  readonly quorumSize: number;
  /** All items, in the order of section 15. */
  readonly findings: readonly ItemResult[];
}

/** How the page's own verification stands, in one word. */
export type Standing = 'empty' | 'busy' | 'good' | 'bad';

export function standingOf(v: Verification): Standing {
  if (v.findings.some((finding) => finding.status === 'fail')) return 'bad';
  if (v.leaves === 0) return 'empty';
  return v.judged < v.leaves || v.ballotsJudged < v.ballots ? 'busy' : 'good';
}

export function firstFailure(v: Verification): ItemResult | undefined {
  return v.findings.find((finding) => finding.status === 'fail');
}

/** What the verdict ends with: the first that fails, else the first that is not checked. */
export function firstNotPassed(v: Verification): ItemResult | undefined {
  return firstFailure(v) ?? v.findings.find((finding) => finding.status !== 'pass');
}

/** Fingerprints of what the manifest fixes, in hexadecimal; keyId is empty before the keys are. */
export interface KeyPrints {
  readonly keyId: string;
  readonly roster: string;
  readonly logKey: string;
}

const NOTHING = say('还没有收到条目', 'nothing has come yet');
const NOT_GIVEN = say('还没有与打印件比对', 'it has not been compared with a printed copy yet');
const GIVEN = say('与打印件一致', 'the same as on the printed copy');

/** `leaves` is how many there are, as far as that is known; `given` what was compared by hand. */
export function verificationOf(
  state: LogState | undefined,
  verdict: Verdict | undefined,
  leaves: number,
  given: string | undefined,
): Verification {
  const same = given !== undefined && given === state?.fingerprint;
  const fingerprint: ItemResult = {
    item: 'fingerprint',
    status: same ? 'pass' : 'unchecked',
    words: same ? GIVEN : NOT_GIVEN,
  };
  const items =
    verdict?.items ??
    ITEMS.map((item): ItemResult => ({ item, status: 'unchecked', words: NOTHING }));
  return {
    leaves: Math.max(leaves, state?.size ?? 0),
    judged: state?.size ?? 0,
    ballots: state?.ballots ?? 0,
    ballotsJudged: state?.judged ?? 0,
    quorumSize: state?.quorum?.size ?? 0,
    // One that failed stays so; otherwise what the person says decides.
    findings: items.map((found) =>
      found.item === 'fingerprint' && found.status !== 'fail' ? fingerprint : found,
    ),
  };
}
