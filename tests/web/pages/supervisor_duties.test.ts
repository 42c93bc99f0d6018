import { describe, expect, test } from 'vitest';
import type { Status } from '../../../client/web/src/log/verdict.ts';
import { ITEMS, type Item, say } from '../../../client/web/src/log/words.ts';
import type { Sitting } from '../../../client/web/src/official/sitting.ts';
import {
  type StatementName,
  nextDuty,
  obstaclesTo,
} from '../../../client/web/src/pages/supervisor/duties.ts';
import {
  type Verification,
  firstNotPassed,
  standingOf,
  verificationOf,
} from '../../../client/web/src/pages/supervisor/model.ts';
import { readTrackingCode } from '../../../client/web/src/pages/supervisor/tracking.ts';
import { aSitting } from './sitting.ts';

const SCRUTINEER = { official: 2, scrutineer: true };

/** All that has come is verified, except that some items stand otherwise. */
function verified(other: Partial<Record<Item, Status>> = {}): Verification {
  return {
    leaves: 50,
    judged: 50,
    ballots: 20,
    ballotsJudged: 20,
    quorumSize: 50,
    findings: ITEMS.map((item) => ({
      item,
      status: other[item] ?? 'pass',
      words: say('', ''),
    })),
  };
}

const TALLIED = {
  phase: 'tallied',
  outcome: { ballots: 20, withheld: false, counts: [20] },
} as const;

function kinds(statement: StatementName, sitting: Sitting, v: Verification, text?: string) {
  return obstaclesTo(statement, sitting, v, SCRUTINEER, text).map(({ kind }) => kind);
}

describe('"verified"', () => {
  test('may be signed with a good verdict, before the chair has announced', () => {
    const v = verified({ announcement: 'unchecked', attestations: 'unchecked' });
    expect(kinds('verified', aSitting(TALLIED), v)).toEqual([]);
  });

  test.each(ITEMS)('is refused if %s fails', (item) => {
    expect(kinds('verified', aSitting(TALLIED), verified({ [item]: 'fail' }))).toEqual(['failed']);
  });

  test.each(ITEMS.filter((item) => item !== 'announcement' && item !== 'attestations'))(
    'is refused if %s was not checked',
    (item) => {
      expect(kinds('verified', aSitting(TALLIED), verified({ [item]: 'unchecked' }))).not.toEqual(
        [],
      );
    },
  );

  test('is refused while a ballot is not judged, or nobody stands behind the newest leaf', () => {
    const busy = { ...verified(), ballotsJudged: 19 };
    expect(kinds('verified', aSitting(TALLIED), busy)).toEqual(['checking']);
    const alone = aSitting({ ...TALLIED, size: 51, quorumSize: 50 });
    expect(kinds('verified', alone, verified())).toEqual(['witnesses']);
  });

  test('is refused without a result, without a slip, and with a slip of another', () => {
    expect(kinds('verified', aSitting({ phase: 'audited' }), verified())).toEqual(['no-result']);
    const sitting = aSitting(TALLIED);
    const nobody = { official: undefined, scrutineer: false };
    expect(obstaclesTo('verified', sitting, verified(), nobody)).toEqual([{ kind: 'no-slip' }]);
    const chair = { official: 1, scrutineer: false };
    expect(obstaclesTo('verified', sitting, verified(), chair)).toEqual([
      { kind: 'not-scrutineer' },
    ]);
  });
});

describe('a zero check', () => {
  test('may be signed from the end of the ceremony to the opening', () => {
    expect(kinds('zero-check', aSitting({ phase: 'check-in' }), verified())).toEqual([]);
    expect(kinds('zero-check', aSitting({ phase: 'voting' }), verified())).toEqual(['opened']);
    expect(kinds('zero-check', aSitting({ phase: 'aborted' }), verified())).toEqual(['aborted']);
  });

  test('does not wait for a log that never stands still while deputies check in', () => {
    const moving = aSitting({ phase: 'check-in', size: 105, quorumSize: 100 });
    expect(kinds('zero-check', moving, verified())).toEqual([]);
    expect(kinds('zero-check', aSitting({ phase: 'check-in', root: '' }), verified())).toEqual([
      'witnesses',
    ]);
  });

  test('is refused to somebody who has not compared the fingerprint', () => {
    const v = verified({ fingerprint: 'unchecked' });
    expect(kinds('zero-check', aSitting({ phase: 'check-in' }), v)).toEqual(['fingerprint']);
  });
});

describe('an objection', () => {
  test('may be signed whenever there is something to say, also to a log that fails', () => {
    const v = verified({ root: 'fail' });
    expect(kinds('objection', aSitting({ phase: 'voting' }), v, '投影中断')).toEqual([]);
    expect(kinds('objection', aSitting({ phase: 'voting' }), v, ' ')).toEqual(['no-text']);
  });

  test('fits the log: 4,000 bytes, not characters', () => {
    const long = '异'.repeat(1_334);
    const found = obstaclesTo('objection', aSitting({}), verified(), SCRUTINEER, long);
    expect(found).toEqual([{ kind: 'long-text', bytes: 4_002 }]);
  });
});

describe('what comes next', () => {
  test('is one thing at a time', () => {
    const early = aSitting({ phase: 'check-in', zeroChecks: [] });
    const unseen = verified({ fingerprint: 'unchecked' });
    expect(nextDuty(early, unseen, SCRUTINEER)).toEqual({ kind: 'compare' });
    const nobody = { official: undefined, scrutineer: false };
    expect(nextDuty(early, verified(), nobody)).toEqual({ kind: 'slip' });
    expect(nextDuty(early, verified(), SCRUTINEER)).toEqual({
      kind: 'sign',
      statement: 'zero-check',
    });
    const signed = aSitting({ phase: 'check-in', zeroChecks: [2] });
    expect(nextDuty(signed, verified(), SCRUTINEER)).toEqual({ kind: 'wait', phase: 'check-in' });
    const made = aSitting({ phase: 'ceremony', zeroChecks: [2] });
    expect(nextDuty(made, verified(), SCRUTINEER)).toEqual({ kind: 'ready' });
  });

  test('is to sign after the result, and nothing once that is done', () => {
    const tallied = aSitting({ ...TALLIED, verified: [] });
    expect(nextDuty(tallied, verified(), SCRUTINEER)).toEqual({
      kind: 'sign',
      statement: 'verified',
    });
    const over = aSitting({ ...TALLIED, phase: 'announced', verified: [2] });
    expect(nextDuty(over, verified(), SCRUTINEER)).toEqual({ kind: 'over' });
  });

  test('is to speak up, before all else, where the verification fails', () => {
    const v = verified({ fingerprint: 'unchecked', ballots: 'fail' });
    expect(nextDuty(aSitting(TALLIED), v, SCRUTINEER)).toEqual({ kind: 'failed' });
  });
});

describe('how the verification stands', () => {
  test('is good only when nothing is left', () => {
    expect(standingOf(verified())).toBe('good');
    expect(standingOf({ ...verified(), judged: 49 })).toBe('busy');
    expect(standingOf(verified({ counts: 'fail' }))).toBe('bad');
    expect(standingOf(verificationOf(undefined, undefined, 0, undefined))).toBe('empty');
  });

  test('names the first failure, though an earlier item was not checked', () => {
    const v = verified({ fingerprint: 'unchecked', close: 'fail', counts: 'fail' });
    expect(firstNotPassed(v)?.item).toBe('close');
    expect(firstNotPassed(verified({ fingerprint: 'unchecked' }))?.item).toBe('fingerprint');
    expect(firstNotPassed(verified())).toBeUndefined();
  });
});

describe('a tracking code', () => {
  test('is read however it was typed', () => {
    expect(readTrackingCode(' 0o1i-l1ab cdef_GHJK ')).toBe('0011-11AB-CDEF-GHJK');
    expect(readTrackingCode('0011–11AB—CDEF.GHJK')).toBe('0011-11AB-CDEF-GHJK');
  });

  test('has 16 symbols, and no U', () => {
    expect(readTrackingCode('0011-11AB-CDEF-GHJ')).toBeUndefined();
    expect(readTrackingCode('0011-11AB-CDEF-GHJKM')).toBeUndefined();
    expect(readTrackingCode('0011-11AB-CDEF-GHJU')).toBeUndefined();
  });
});
