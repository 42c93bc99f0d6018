// The result as a table of cells: what the sheet, the CSV and the spreadsheet have in common, so that
// none of them can say something else than the others.

import { formatPercent, formatScore } from './fraction';
import type { ResultRules } from './rules';
import type { ContestView } from './view';

/** What kind of number a column holds. `level` and `blank` are counts. */
export type ColumnKind =
  'level' | 'blank' | 'sum' | 'divisor' | 'rate' | 'score' | 'grade' | 'place';

export interface Column {
  readonly kind: ColumnKind;
  /** Index of the level; 0 for every other kind. */
  readonly level: number;
}

/** The columns that follow a contest's name, in order. */
export function columnsOf(rules: ResultRules): Column[] {
  const one = (kind: ColumnKind, when = true): Column[] => (when ? [{ kind, level: 0 }] : []);
  return [
    ...rules.levels.map((_, level): Column => ({ kind: 'level', level })),
    ...one('blank', rules.blankAllowed),
    ...one('sum'),
    // Where rates are divided by another number for every department, it stands beside them.
    ...one('divisor', rules.counting.denominator === 'graded'),
    ...one('rate'),
    ...one('score', rules.counting.score),
    ...one('grade', rules.counting.grades.length > 0),
    ...one('place', rules.counting.ranking),
  ];
}

/** "-" where there is no such value. */
export function cellOf(
  rules: ResultRules,
  contest: ContestView,
  column: Column,
  language: 'zh' | 'en' = 'zh',
): string {
  switch (column.kind) {
    case 'level':
      return String(contest.counts[column.level] ?? 0);
    case 'blank':
      return String(contest.blanks);
    case 'sum':
      return String(contest.sum);
    case 'divisor':
      return String(contest.denominator);
    case 'rate':
      return contest.rates[0] ? formatPercent(contest.rates[0]) : '-';
    case 'score':
      return contest.score ? formatScore(contest.score) : '-';
    case 'grade': {
      const grade = contest.grade === null ? undefined : rules.counting.grades[contest.grade];
      return grade ? (language === 'en' && grade.name.en) || grade.name.zh : '-';
    }
    case 'place':
      return contest.place === null ? '-' : String(contest.place);
  }
}
