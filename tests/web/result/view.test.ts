import { expect, test } from 'vitest';
import { fraction, formatPercent, formatScore } from '../../../client/web/src/result/fraction.ts';
import { CountsRefused, viewResult } from '../../../client/web/src/result/view.ts';
import { rulesOf, viewCases, zhenhai } from './cases.ts';

test('there are cases', () => expect(viewCases().length).toBeGreaterThan(40));

test.each(viewCases().map((each) => [each.name, each] as const))(
  'shows %s as exact fractions say',
  (_, each) => {
    const rules = rulesOf(each.rules, each.view.length);
    const view = viewResult(
      rules,
      { ballots: each.ballots, withheld: false, counts: each.counts },
      { entitled: each.entitled, present: each.present },
    );
    const shown = view.contests.map((contest) => ({
      blanks: contest.blanks,
      denominator: contest.denominator,
      rates_percent: contest.rates.map(formatPercent),
      score: contest.score && formatScore(contest.score),
      grade: contest.grade,
      place: contest.place,
    }));
    expect(shown).toEqual(each.view);
    for (const contest of view.contests) expect(contest.sum).toBe(each.ballots);
  },
);

test('shows a published result as it was published', () => {
  const { rules, counts } = zhenhai();
  const view = viewResult(rules, counts, { entitled: 33, present: 29 });
  expect(view.contests.map((contest) => contest.sum)).toEqual(Array(8).fill(29));
  const percent = view.contests.map((contest) => contest.rates.map(formatPercent));
  expect(percent[0]).toEqual(['96.55', '3.45', '0.00']);
  expect(percent[1]).toEqual(['68.97', '27.59', '3.45']);
  expect(percent[3]).toEqual(['100.00', '0.00', '0.00']);
});

test('rounds half up, once', () => {
  expect(formatPercent(fraction(1, 800))).toBe('0.13');
  expect(formatPercent(fraction(2, 3))).toBe('66.67');
  expect(formatScore(fraction(1, 200))).toBe('0.01');
  expect(formatScore(fraction(99, 20_000))).toBe('0.00');
  expect(formatPercent(fraction(5, 0))).toBe('-');
});

test('rounds where floating point would not', () => {
  // (1.005).toFixed(2) is 1.00.
  expect(formatScore(fraction(1005, 1000))).toBe('1.01');
  expect(formatPercent(fraction((1n << 63n) * 3n, (1n << 63n) * 8n))).toBe('37.50');
});

test('has no contests where the result is withheld', () => {
  const { rules } = zhenhai();
  const view = viewResult(
    rules,
    { ballots: 3, withheld: true, counts: [] },
    { entitled: 33, present: 29 },
  );
  expect(view).toEqual({ ballots: 3, withheld: true, contests: [] });
});

test('refuses counts that do not fit or do not add up', () => {
  const { rules, counts } = zhenhai();
  const hall = { entitled: 33, present: 29 };
  const short = { ...counts, counts: counts.counts.slice(1) };
  expect(() => viewResult(rules, short, hall)).toThrow(CountsRefused);
  const altered = [...counts.counts];
  altered[4] = 9;
  expect(() => viewResult(rules, { ...counts, counts: altered }, hall)).toThrow(
    /contest 1 add up to 30/,
  );
});
