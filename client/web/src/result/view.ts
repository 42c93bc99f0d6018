// The views of a result, crypto/PROTOCOL.md section 16. Counts are the truth; everything else here is
// a labelled fraction of them.

import { type Fraction, compare, exists, fraction } from './fraction';
import type { Attendance, Counts, ResultRules } from './rules';

export interface ContestView {
  readonly counts: readonly number[];
  /** 0 where none are allowed. */
  readonly blanks: number;
  /** Votes and blanks: always the number of ballots. */
  readonly sum: number;
  readonly denominator: number;
  /** By level. */
  readonly rates: readonly Fraction[];
  /** Where the rules ask for it. */
  readonly score: Fraction | null;
  /** Index in the rules' grades; null where none holds. */
  readonly grade: number | null;
  /** From 1; ties share one. null where nothing is ranked, or this contest has no value. */
  readonly place: number | null;
}

export interface ResultView {
  readonly ballots: number;
  readonly withheld: boolean;
  /** By contest; empty when withheld. */
  readonly contests: readonly ContestView[];
}

/** The counts do not fit the rules, or a contest does not add up to the ballots. */
export class CountsRefused extends Error {
  override readonly name = 'CountsRefused';
}

/** Throws CountsRefused; never shows counts that do not add up. */
export function viewResult(rules: ResultRules, result: Counts, attendance: Attendance): ResultView {
  if (result.withheld) return { ballots: result.ballots, withheld: true, contests: [] };
  const rows = splitByContest(rules, result);
  const contests = rows.map((row) => viewContest(rules, result.ballots, row, attendance));
  return {
    ballots: result.ballots,
    withheld: false,
    contests: rules.counting.ranking ? rank(rules.counting.score, contests) : contests,
  };
}

/** What all contests' rates are divided by; null where it differs from one to the other. */
export function commonDivisor(view: ResultView): number | null {
  const first = view.contests[0]?.denominator ?? null;
  return view.contests.every((contest) => contest.denominator === first) ? first : null;
}

function splitByContest(rules: ResultRules, result: Counts): number[][] {
  const options = rules.levels.length + (rules.blankAllowed ? 1 : 0);
  const wanted = options * rules.contests.length;
  if (result.counts.length !== wanted) {
    throw new CountsRefused(`result: want ${wanted} counts, got ${result.counts.length}`);
  }
  return rules.contests.map((_, contest) => {
    const row = result.counts.slice(contest * options, (contest + 1) * options);
    const sum = row.reduce((total, count) => total + count, 0);
    if (sum !== result.ballots) {
      throw new CountsRefused(
        `result: the counts of contest ${contest} add up to ${sum}, not to the ` +
          `${result.ballots} ballots`,
      );
    }
    return row;
  });
}

function viewContest(
  rules: ResultRules,
  ballots: number,
  row: readonly number[],
  attendance: Attendance,
): ContestView {
  const counts = row.slice(0, rules.levels.length);
  const blanks = rules.blankAllowed ? (row[rules.levels.length] ?? 0) : 0;
  const denominator = {
    entitled: attendance.entitled,
    present: attendance.present,
    returned: ballots,
    graded: ballots - blanks,
  }[rules.counting.denominator];
  return {
    counts,
    blanks,
    sum: row.reduce((total, count) => total + count, 0),
    denominator,
    rates: counts.map((count) => fraction(count, denominator)),
    score: rules.counting.score ? scoreOf(rules, counts, ballots - blanks) : null,
    grade: gradeOf(rules, counts, denominator),
    place: null,
  };
}

function scoreOf(rules: ResultRules, counts: readonly number[], graded: number): Fraction {
  const points = counts.reduce(
    (total, count, level) => total + BigInt(count) * BigInt(rules.levels[level]?.weight ?? 0),
    0n,
  );
  return fraction(points, graded);
}

function gradeOf(rules: ResultRules, counts: readonly number[], denominator: number) {
  if (denominator === 0) return null;
  const index = rules.counting.grades.findIndex((grade) => {
    const votes = counts.slice(0, grade.levels).reduce((total, count) => total + count, 0);
    const reached = compare(fraction(votes, denominator), fraction(grade.basisPoints, 10_000));
    return grade.strictlyMore ? reached > 0 : reached >= 0;
  });
  return index < 0 ? null : index;
}

/** A contest's place is one more than the number of contests above it. */
function rank(byScore: boolean, contests: readonly ContestView[]): ContestView[] {
  const values = contests.map((contest) => (byScore ? contest.score : (contest.rates[0] ?? null)));
  return contests.map((contest, index) => {
    const own = values[index];
    if (!own || !exists(own)) return contest;
    const above = values.filter((other) => other && exists(other) && compare(other, own) > 0);
    return { ...contest, place: 1 + above.length };
  });
}
