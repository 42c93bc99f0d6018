// The script: the right part at the right moment, with the numbers filled in.
import { describe, expect, it } from 'vitest';
import { SCRIPT_PARTS, mayRead, scriptNow } from '../../../client/web/src/pages/chair/script';
import { chairStrings } from '../../../client/web/src/ui/strings/chair';
import { aSitting, someRules } from './sitting';

const counted = aSitting({
  phase: 'tallied',
  returned: 44,
  rules: someRules(2),
  outcome: { ballots: 44, withheld: false, counts: [40, 4, 30, 14] },
});

describe('the script', () => {
  it('does not report an attendance below the quorum', () => {
    expect(scriptNow(aSitting({ phase: 'check-in', checkedIn: 24 }))).toEqual(['check-in']);
    expect(scriptNow(aSitting({ phase: 'check-in' }))).toEqual(['check-in', 'opening']);
  });

  it('has something to read in every phase but the ceremony', () => {
    for (const phase of [
      ...(['check-in', 'voting', 'closing', 'closed', 'audited', 'tallied'] as const),
      ...(['announced', 'aborted'] as const),
    ]) {
      expect(scriptNow(aSitting({ phase })), phase).not.toEqual([]);
    }
    const { ceremony, ...rest } = aSitting({ phase: 'ceremony' });
    expect(scriptNow({ ...rest, ceremony: { ...ceremony, stage: 'message' } })).toEqual([]);
  });

  it('withholds parts whose numbers are not known', () => {
    expect(mayRead(aSitting(), 'returned')).toBe(false);
    expect(mayRead(aSitting(), 'result')).toBe(false);
    expect(mayRead(counted, 'returned')).toBe(true);
    expect(mayRead(counted, 'result')).toBe(true);
  });

  it('names entitled, present and quorum at the opening', () => {
    const text = chairStrings.zh.script('opening', aSitting({ phase: 'check-in' })).join('');
    expect(text).toContain('应到 48 人，实到 45 人，法定人数 25 人');
  });

  it('reconciles issued, returned and not returned', () => {
    const text = chairStrings.zh.script('returned', counted).join('');
    expect(text).toContain('发出选票 45 张，收回 44 张，未交 1 张');
  });

  it('reads every department’s counts', () => {
    const text = chairStrings.zh.script('result', counted).join('\n');
    expect(text).toContain('部门1：满意 40 票，不满意 4 票');
    expect(text).toContain('部门2：满意 30 票，不满意 14 票');
  });

  it('says that a withheld result was not counted', () => {
    const outcome = { ballots: 4, withheld: true, counts: [] };
    const text = chairStrings.zh.script('result', { ...counted, outcome }).join('');
    expect(text).toContain('没有计票结果');
  });

  it('exists in both languages, in every part, without a hole', () => {
    for (const language of ['zh', 'en'] as const) {
      for (const part of SCRIPT_PARTS) {
        const lines = chairStrings[language].script(part, counted);
        expect(lines.length).toBeGreaterThan(0);
        expect(lines.join(' ')).not.toMatch(/undefined|NaN|\[object/);
      }
    }
  });
});
