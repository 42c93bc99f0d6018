// The script word for word as C++ writes it (tests/client/report/script_test.cc reads the same file).
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Denominator, Name, ResultRules } from '../../../client/web/src/result/rules.ts';
import { abortedScript, announcementScript } from '../../../client/web/src/result/script.ts';
import { viewResult } from '../../../client/web/src/result/view.ts';

type Pair = [zh: string, en: string];

interface ScriptCase {
  name: string;
  kind: 'vote' | 'rehearsal';
  title: Pair;
  contests: Pair[];
  levels: Pair[];
  blank_allowed: boolean;
  denominator: Denominator;
  grades: {
    zh: string;
    en: string;
    levels: number;
    basis_points: number;
    strictly_more: boolean;
  }[];
  entitled: number;
  present: number;
  void: number;
  ballots: number;
  withheld: boolean;
  aborted: string | null;
  counts: number[];
  zh: string[];
  en: string[];
}

const FILE = new URL('../../client/report/scripts.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(FILE, 'utf8')) as { cases: ScriptCase[] };

const nameOf = ([zh, en]: Pair): Name => ({ zh, en });

function rulesOf(from: ScriptCase): ResultRules {
  return {
    kind: from.kind,
    title: nameOf(from.title),
    evaluatedYear: 2019,
    meetingDate: '2020-03-19',
    place: '会议厅',
    contests: from.contests.map(nameOf),
    levels: from.levels.map((pair) => ({ name: nameOf(pair), weight: 0 })),
    blankAllowed: from.blank_allowed,
    counting: {
      denominator: from.denominator,
      grades: from.grades.map(({ zh, en, levels, basis_points, strictly_more }) => ({
        name: { zh, en },
        levels,
        basisPoints: basis_points,
        strictlyMore: strictly_more,
      })),
      score: false,
      ranking: false,
    },
  };
}

function scriptOf(from: ScriptCase, language: 'zh' | 'en'): string[] {
  const rules = rulesOf(from);
  if (from.aborted !== null) return abortedScript(rules, from.aborted, language);
  const { entitled, present, ballots } = from;
  const turnout = { entitled, present, issued: present, returned: ballots, voided: from.void };
  const view = viewResult(rules, from, { entitled, present });
  return announcementScript(rules, turnout, view, language);
}

test('there are cases', () => expect(cases.length).toBeGreaterThan(5));

test.each(cases.map((each) => [each.name, each] as const))('%s', (_, each) => {
  expect(scriptOf(each, 'zh')).toEqual(each.zh);
  expect(scriptOf(each, 'en')).toEqual(each.en);
});
