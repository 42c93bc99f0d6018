// What the supervisor's page knows of its own verification. It comes from src/log, which reads
// every leaf by itself; nothing here is the server's word.
import type { EntryKind } from '../../log/entry';
import type { Item, Words } from '../../log/words';

export type Verdict = 'pass' | 'fail' | 'not-checked';

export interface Finding {
  readonly item: Item;
  readonly verdict: Verdict;
  readonly detail: Words;
}

/** One entry of the log in words. It has a place and no time: the log has none. */
export interface LogLine {
  readonly index: number;
  readonly kind: EntryKind;
  readonly words: Words;
  /** Why it had no effect, or what is odd about it. */
  readonly remark: Words | undefined;
}

export interface Verification {
  /** Leaves that have come, and how many of them this page has judged. */
  readonly leaves: number;
  readonly judged: number;
  readonly ballots: number;
  readonly ballotsJudged: number;
  /** Leaves under the newest checkpoint that a quorum of witnesses cosigned. */
  readonly quorumSize: number;
  /** All items, in the order of section 15. */
  readonly findings: readonly Finding[];
}

/** How the page's own verification stands, in one word. */
export type Standing = 'empty' | 'busy' | 'good' | 'bad';

export function standingOf(v: Verification): Standing {
  if (v.findings.some((finding) => finding.verdict === 'fail')) return 'bad';
  if (v.leaves === 0) return 'empty';
  return v.judged < v.leaves || v.ballotsJudged < v.ballots ? 'busy' : 'good';
}

export function firstFailure(v: Verification): Finding | undefined {
  return v.findings.find((finding) => finding.verdict === 'fail');
}

/** What the verdict ends with: the first that fails, else the first that is not checked. */
export function firstNotPassed(v: Verification): Finding | undefined {
  return firstFailure(v) ?? v.findings.find((finding) => finding.verdict !== 'pass');
}

/** Fingerprints of what the manifest fixes, in hexadecimal; keyId is empty before the keys are. */
export interface KeyPrints {
  readonly keyId: string;
  readonly roster: string;
  readonly logKey: string;
}
