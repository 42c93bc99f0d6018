// Who is missing, and why it does not go on.
import { describe, expect, it } from 'vitest';
import { waitsOf } from '../../../client/web/src/official/waits';
import { aSitting, withAbsent } from './sitting';

const names = (sitting: Parameters<typeof waitsOf>[0]) =>
  waitsOf(sitting).map((wait) => [wait.kind, wait.missing.map((person) => person.name)]);

describe('the sitting waits', () => {
  it('for whoever has not done their part of the ceremony', () => {
    const done = aSitting({ phase: 'ceremony' }).ceremony;
    const trustees = { ...done.trustees, done: [2, 3] };
    const issuers = { ...done.issuers, done: [2, 4] };
    const sitting = aSitting({
      phase: 'ceremony',
      ceremony: { stage: 'message', trustees, issuers },
    });
    expect(names(sitting)).toEqual([['ceremony-message', ['乙', '丙']]]);
    expect(waitsOf(sitting)[0]).toMatchObject({ have: 1, need: 3 });
  });

  it('for nobody once the ceremony is complete', () => {
    expect(waitsOf(aSitting({ phase: 'ceremony' }))).toEqual([]);
  });

  it('for issuers when too few can confirm ballots', () => {
    expect(names(withAbsent(aSitting(), 2, 3))).toEqual([['casting', ['甲', '乙']]]);
    expect(waitsOf(withAbsent(aSitting(), 2))).toEqual([]);
  });

  it('for the box after the vote has ended', () => {
    expect(names(aSitting({ phase: 'closing' }))).toEqual([['box', []]]);
    expect(waitsOf(aSitting({ phase: 'closing', boxClosed: true }))).toEqual([]);
  });

  it('for shares, naming first who is not connected', () => {
    const tally = { members: [2, 3, 4], threshold: 2, done: [2] };
    expect(names(withAbsent(aSitting({ phase: 'audited', tally }), 4))).toEqual([
      ['tally', ['丙', '乙']],
    ]);
  });

  it('for the counts once there are enough shares', () => {
    const tally = { members: [2, 3, 4], threshold: 2, done: [2, 3] };
    expect(names(aSitting({ phase: 'audited', tally }))).toEqual([['counting', []]]);
  });

  it('for witnesses only where one is not connected', () => {
    const behind = aSitting({ phase: 'tallied', quorumSize: 90 });
    expect(waitsOf(behind)).toEqual([]);
    expect(names(withAbsent(behind, 5))).toEqual([['witnesses', ['见证人']]]);
  });
});
