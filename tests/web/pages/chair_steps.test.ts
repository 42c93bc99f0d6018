// The chair's one next step, and why it is refused.
import { describe, expect, it } from 'vitest';
import { mayAbort, mayReplaceIssuers, nextStep } from '../../../client/web/src/pages/chair/steps';
import { aSitting, withAbsent } from './sitting';

const DESK = { signedIn: true, connected: true, checkedBallots: 45 };
const kinds = (list: readonly { kind: string }[] | undefined) => list?.map((one) => one.kind);

describe('the next step', () => {
  it.each([
    ['ceremony', 'check-in'],
    ['check-in', 'open'],
    ['voting', 'closing'],
    ['closing', 'close'],
    ['closed', undefined],
    ['audited', undefined],
    ['tallied', 'announce'],
    ['announced', undefined],
    ['aborted', undefined],
  ] as const)('in phase %s is %s', (phase, id) => {
    expect(nextStep(aSitting({ phase }), DESK)?.id).toBe(id);
  });

  it('may be taken when nothing stands in its way', () => {
    expect(nextStep(aSitting({ phase: 'check-in' }), DESK)?.obstacles).toEqual([]);
  });

  it('is refused without the chair’s slip', () => {
    const step = nextStep(aSitting(), { ...DESK, signedIn: false });
    expect(kinds(step?.obstacles)).toEqual(['signed-out']);
  });
});

describe('a page that lost the server', () => {
  it('takes no step', () => {
    const step = nextStep(aSitting(), { ...DESK, connected: false });
    expect(kinds(step?.obstacles)).toEqual(['offline']);
  });
});

describe('the check-in', () => {
  const ready = aSitting({ phase: 'ceremony' });

  it('is refused before the keys are complete', () => {
    const sitting = { ...ready, ceremony: { ...ready.ceremony, stage: 'message' as const } };
    expect(kinds(nextStep(sitting, DESK)?.obstacles)).toEqual(['ceremony']);
  });

  it('wants one issuer more than the threshold', () => {
    const step = nextStep(withAbsent(ready, 4), DESK);
    expect(step?.obstacles).toEqual([{ kind: 'issuers', have: 2, need: 3 }]);
  });

  it('reminds of the zero checks that are missing', () => {
    const step = nextStep({ ...ready, zeroChecks: [2] }, DESK);
    expect(step?.cautions).toContainEqual({ kind: 'zero-checks', have: 1, of: 3 });
  });
});

describe('the opening', () => {
  const ready = aSitting({ phase: 'check-in' });

  it('is refused below the meeting’s quorum', () => {
    const step = nextStep({ ...ready, checkedIn: 24 }, DESK);
    expect(step?.obstacles).toEqual([{ kind: 'meeting-quorum', have: 24, need: 25 }]);
  });

  it('is refused below what keeps a vote secret', () => {
    const step = nextStep({ ...ready, checkedIn: 9, meetingQuorum: 0 }, DESK);
    expect(step?.obstacles).toEqual([{ kind: 'min-voters', have: 9, need: 10 }]);
  });

  it('always asks for the heads to be counted', () => {
    expect(nextStep(ready, DESK)?.cautions).toContainEqual({ kind: 'heads', checkedIn: 45 });
  });

  it('tells of tokens that are not complete and of absent issuers', () => {
    const step = nextStep(withAbsent({ ...ready, issued: 43 }, 3), DESK);
    expect(kinds(step?.cautions)).toEqual(['heads', 'not-issued', 'active-absent']);
  });
});

describe('closing and announcing', () => {
  it('closes only a box that has stopped', () => {
    const sitting = aSitting({ phase: 'closing' });
    expect(kinds(nextStep(sitting, DESK)?.obstacles)).toEqual(['box']);
    expect(nextStep({ ...sitting, boxClosed: true }, DESK)?.obstacles).toEqual([]);
  });

  it('closes only what a quorum stands behind', () => {
    const sitting = aSitting({ phase: 'closing', boxClosed: true, quorumSize: 99 });
    expect(kinds(nextStep(sitting, DESK)?.obstacles)).toEqual(['witnesses']);
  });

  it('announces only what this page has verified', () => {
    const sitting = aSitting({ phase: 'tallied', returned: 44 });
    const step = nextStep(sitting, { ...DESK, checkedBallots: 40 });
    expect(step?.obstacles).toEqual([{ kind: 'checking', checked: 40, of: 44 }]);
  });

  it('tells how many scrutineers have verified, and of objections', () => {
    const objections = [{ official: 2, text: '…' }];
    const step = nextStep(aSitting({ phase: 'tallied', verified: [2], objections }), DESK);
    expect(kinds(step?.cautions)).toEqual(['objections', 'unverified']);
  });
});

describe('what is rarely done', () => {
  it('aborts until there is a result', () => {
    expect(mayAbort(aSitting({ phase: 'audited' }))).toBe(true);
    expect(mayAbort(aSitting({ phase: 'tallied' }))).toBe(false);
    expect(mayAbort(aSitting({ phase: 'aborted' }))).toBe(false);
  });

  it('replaces issuers only before the opening, and only if enough are there', () => {
    const four = aSitting({ phase: 'check-in' });
    const committee = { ...four.ceremony.issuers, members: [2, 3, 4, 5] };
    const sitting = { ...four, ceremony: { ...four.ceremony, issuers: committee } };
    expect(mayReplaceIssuers(sitting)).toBe(false);
    expect(mayReplaceIssuers(withAbsent(sitting, 3))).toBe(true);
    expect(mayReplaceIssuers(withAbsent(sitting, 3, 4))).toBe(false);
    expect(mayReplaceIssuers(withAbsent({ ...sitting, phase: 'voting' }, 3))).toBe(false);
  });
});
