// A sitting as the pages see it, with four officials; each test changes what it
// is about.
import type { Sitting } from '../../../client/web/src/official/sitting';
import type { ResultRules } from '../../../client/web/src/result/rules';

export function someRules(contests = 27): ResultRules {
  return {
    kind: 'vote',
    title: { zh: '满意度测评', en: 'Satisfaction vote' },
    evaluatedYear: 2019,
    meetingDate: '2020-03-19',
    place: '会议厅',
    contests: Array.from({ length: contests }, (_, i) => ({
      zh: `部门${i + 1}`,
      en: i === 0 ? '' : `Department ${i + 1}`,
    })),
    levels: [
      { name: { zh: '满意', en: 'Satisfied' }, weight: 100 },
      { name: { zh: '不满意', en: 'Dissatisfied' }, weight: 0 },
    ],
    blankAllowed: false,
    counting: { denominator: 'returned', grades: [], score: false, ranking: false },
  };
}

const MEMBERS = [2, 3, 4];

export function aSitting(changes: Partial<Sitting> = {}): Sitting {
  const committee = { members: MEMBERS, threshold: 2, done: MEMBERS };
  const member = (official: number, name: string): Sitting['people'][number] => ({
    official,
    name,
    roles: ['scrutineer', 'trustee', 'issuer', 'witness'],
    present: true,
  });
  return {
    rules: someRules(),
    fingerprint: 'ab'.repeat(32),
    lateCheckIn: false,
    sendWindowSeconds: 10,
    minVoters: 10,
    minBallots: 10,
    meetingQuorum: 25,
    issuerThreshold: 2,
    phase: 'voting',
    entitled: 48,
    checkedIn: 45,
    issued: 45,
    returned: 32,
    voided: 0,
    people: [
      { official: 1, name: '主持人', roles: ['chair'], present: false },
      member(2, '甲'),
      member(3, '乙'),
      member(4, '丙'),
      { official: 5, name: '见证人', roles: ['witness'], present: true },
    ],
    ceremony: { stage: 'complete', trustees: committee, issuers: committee },
    activeIssuers: MEMBERS,
    audit: undefined,
    tally: undefined,
    zeroChecks: MEMBERS,
    verified: [],
    objections: [],
    outcome: undefined,
    abortReason: undefined,
    boxClosed: false,
    size: 100,
    quorumSize: 100,
    root: 'cd'.repeat(32),
    ...changes,
  };
}

export function withAbsent(sitting: Sitting, ...officials: number[]): Sitting {
  return {
    ...sitting,
    people: sitting.people.map((person) =>
      officials.includes(person.official) ? { ...person, present: false } : person,
    ),
  };
}
