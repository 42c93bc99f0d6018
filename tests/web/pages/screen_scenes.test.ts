// What the hall screen shows when: never a count before the announcement.
import { describe, expect, it } from 'vitest';
import {
  ROWS_FAR,
  fitType,
  mayShow,
  pagesOf,
  rowsOnPage,
  sceneOf,
} from '../../../client/web/src/pages/screen/scenes';
import {
  REST_MS,
  TURN_MS,
  hold,
  startTurning,
  tick,
  turnBy,
} from '../../../client/web/src/pages/screen/turner';
import { aSitting, someRules } from './sitting';

const rules = someRules(2);
const outcome = { ballots: 44, withheld: false, counts: [40, 4, 30, 14] };

describe('the scene', () => {
  it.each([
    ['ceremony', 'preparing'],
    ['check-in', 'check-in'],
    ['voting', 'voting'],
    ['closing', 'closing'],
    ['closed', 'counting'],
    ['audited', 'counting'],
    ['tallied', 'ready'],
    ['aborted', 'aborted'],
  ] as const)('of phase %s is %s and holds no count', (phase, name) => {
    const scene = sceneOf(aSitting({ phase, rules, outcome }));
    expect(scene).toEqual({ name, contests: [], ballots: 0 });
  });

  it('holds the counts once they are announced', () => {
    const scene = sceneOf(aSitting({ phase: 'announced', rules, outcome }));
    expect(scene.name).toBe('result');
    expect(scene.contests.map((contest) => contest.counts)).toEqual([
      [40, 4],
      [30, 14],
    ]);
  });

  it('has a page of its own for a withheld result', () => {
    const withheld = { ballots: 4, withheld: true, counts: [] };
    expect(sceneOf(aSitting({ phase: 'announced', rules, outcome: withheld })).name).toBe(
      'withheld',
    );
  });

  it('refuses counts that do not add up', () => {
    const wrong = { ...outcome, counts: [40, 5, 30, 14] };
    expect(() => sceneOf(aSitting({ phase: 'announced', rules, outcome: wrong }))).toThrow(
      /add up/,
    );
  });
});

describe('the screen', () => {
  it('takes a new phase only from a quorum of witnesses', () => {
    const tallied = aSitting({ phase: 'tallied' });
    const announced = aSitting({ phase: 'announced', size: 101 });
    expect(mayShow(tallied, announced)).toBe(false);
    expect(mayShow(undefined, announced)).toBe(false);
    expect(mayShow(tallied, { ...announced, quorumSize: 101 })).toBe(true);
  });

  it('lets numbers run ahead of the witnesses', () => {
    expect(mayShow(aSitting(), aSitting({ returned: 40, size: 108 }))).toBe(true);
  });
});

describe('pages', () => {
  it('of nine hold every department once', () => {
    const pages = Array.from({ length: pagesOf(29, ROWS_FAR) }, (_, page) =>
      rowsOnPage(29, ROWS_FAR, page),
    );
    expect(pages.map((page) => page.length)).toEqual([9, 9, 9, 2]);
    expect(pages.flat()).toEqual(Array.from({ length: 29 }, (_, i) => i));
  });

  it('turn by themselves, round and round', () => {
    let turn = startTurning(0);
    turn = tick(turn, 3, TURN_MS - 1);
    expect(turn.page).toBe(0);
    for (const [at, page] of [
      [1, 1],
      [2, 2],
      [3, 0],
    ] as const) {
      turn = tick(turn, 3, at * TURN_MS);
      expect(turn.page).toBe(page);
    }
  });

  it('stay where somebody turned them, for a while', () => {
    const turn = turnBy(startTurning(0), -1, 3, 1_000);
    expect(turn.page).toBe(2);
    expect(tick(turn, 3, 1_000 + REST_MS - 1).page).toBe(2);
    expect(tick(turn, 3, 1_000 + REST_MS).page).toBe(0);
  });

  it('stay for good when held', () => {
    const held = turnBy(hold(startTurning(0), true, 0), 1, 3, 0);
    expect(tick(held, 3, 1e9).page).toBe(1);
    expect(tick(hold(held, false, 0), 3, TURN_MS).page).toBe(2);
  });
});

describe('type', () => {
  it('is as large as asked where there is room', () => {
    expect(fitType('教育局', 600, 90, 48)).toBe(48);
  });

  it('shrinks for long names, and never below 18 px', () => {
    const long =
      'Lianjiang Municipal Bureau of Science, Industry, Trade and Information Technology';
    const size = fitType(long, 560, 92, 48);
    expect(size).toBeLessThan(34);
    expect(size).toBeGreaterThanOrEqual(24);
    expect(fitType('字'.repeat(400), 560, 92, 48)).toBe(18);
  });
});
