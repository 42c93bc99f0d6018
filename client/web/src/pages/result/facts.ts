// What a result sheet is made of: numbers that this page has verified, and the names that go under
// them.
import type { ResultRules } from '../../result/rules';
import type { Turnout } from '../../result/turnout';
import type { ResultView } from '../../result/view';

export interface SheetFacts {
  readonly rules: ResultRules;
  readonly view: ResultView;
  readonly turnout: Turnout;
  /** 64 hexadecimal digits each; the checkpoint's is SHA-256 of the text that was signed. */
  readonly sessionId: string;
  readonly root: string;
  readonly checkpoint: string;
  /** Entries under that root. */
  readonly size: number;
  readonly chairs: readonly string[];
  readonly scrutineers: readonly string[];
  /** How many of these have signed "verified" in the log. */
  readonly verified: number;
  readonly objections: number;
}

/** "b1a3 0df5 ...", for eyes that compare. */
export function inGroups(hex: string, size = 4): string {
  return hex.match(new RegExp(`.{1,${size}}`, 'g'))?.join(' ') ?? '';
}

/** A name for a saved file: day and session, nothing of the result. */
export function fileName(rules: ResultRules, sessionId: string, ending: string): string {
  const kind = rules.kind === 'rehearsal' ? 'rehearsal' : 'result';
  return `pingyi-${kind}-${rules.meetingDate}-${sessionId.slice(0, 8)}.${ending}`;
}
