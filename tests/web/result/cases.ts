// The views that C++ reproduces too (tests/crypto/audit/result_views.json), and a real result.
import { readFileSync } from 'node:fs';
import type { Counts, Denominator, ResultRules } from '../../../client/web/src/result/rules.ts';

interface CaseRules {
  weights: number[];
  blank_allowed: boolean;
  denominator: Denominator;
  grades: { levels: number; basis_points: number; strictly_more: boolean }[];
  score: boolean;
  ranking: boolean;
}

export interface ViewCase {
  name: string;
  rules: CaseRules;
  ballots: number;
  counts: number[];
  entitled: number;
  present: number;
  view: {
    blanks: number;
    denominator: number;
    rates_percent: string[];
    score: string | null;
    grade: number | null;
    place: number | null;
  }[];
}

const AUDIT = new URL('../../crypto/audit/', import.meta.url);

export function viewCases(): ViewCase[] {
  const file = JSON.parse(readFileSync(new URL('result_views.json', AUDIT), 'utf8'));
  return (file as { cases: ViewCase[] }).cases;
}

export function rulesOf(from: CaseRules, contests: number): ResultRules {
  return {
    kind: 'vote',
    title: { zh: '测评', en: 'Vote' },
    evaluatedYear: 2019,
    meetingDate: '2020-03-19',
    place: '会议厅',
    contests: Array.from({ length: contests }, (_, i) => ({ zh: `部门${i + 1}`, en: '' })),
    levels: from.weights.map((weight, i) => ({ name: { zh: `等级${i + 1}`, en: '' }, weight })),
    blankAllowed: from.blank_allowed,
    counting: {
      denominator: from.denominator,
      grades: from.grades.map((grade, i) => ({
        name: { zh: `等次${i + 1}`, en: '' },
        levels: grade.levels,
        basisPoints: grade.basis_points,
        strictlyMore: grade.strictly_more,
      })),
      score: from.score,
      ranking: from.ranking,
    },
  };
}

/** A really published result: eight items, three levels, 29 present. */
export function zhenhai(): { rules: ResultRules; counts: Counts } {
  const text = readFileSync(new URL('fixture_zhenhai_2021.csv', AUDIT), 'utf8');
  const rows = text
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split(','));
  return {
    rules: {
      kind: 'vote',
      title: { zh: '民生实事项目满意度测评', en: '' },
      evaluatedYear: 2021,
      meetingDate: '2022-01-21',
      place: '镇海区',
      contests: rows.map((row) => ({ zh: row[1] ?? '', en: '' })),
      levels: [
        { name: { zh: '满意', en: 'Satisfied' }, weight: 100 },
        { name: { zh: '基本满意', en: 'Basically satisfied' }, weight: 60 },
        { name: { zh: '不满意', en: 'Dissatisfied' }, weight: 0 },
      ],
      blankAllowed: false,
      counting: { denominator: 'returned', grades: [], score: false, ranking: false },
    },
    counts: {
      ballots: 29,
      withheld: false,
      counts: rows.flatMap((row) => row.slice(2, 5).map(Number)),
    },
  };
}
