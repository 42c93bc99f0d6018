// A vote, not a rehearsal, with blanks, on whatever deputies hold: a telephone,
// a tablet upright, the largest type, a browser at 200 %, in both languages.
// Nothing may be cut off or too small, and what comes out is what was chosen.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Ballot, countChoices } from './ballot';
import { Deputy } from './deputy';
import { Hall } from './hall';
import { lookAt } from './looks';
import { Screen } from './officials';
import { House, type PersonOptions } from './people';
import { PATIENCE_MS } from './programs';
import { keptToItself, tellsNothing } from './secrecy';

// Rows that are graded; the others are left blank.
const GRADED = 20;
const BLANK = 4;
const HANDS: (PersonOptions & { largest?: boolean })[] = [
  { device: 'phone' },
  { device: 'phone', language: 'en', largest: true },
  { device: 'portrait', language: 'en', largest: true },
  { device: 'tablet', zoom: 2, largest: true },
];

let hall: Hall;
let house: House;
let ballot: Ballot;
const deputies: Deputy[] = [];
let failed = false;

beforeAll(async () => {
  hall = await Hall.ready({
    deputies: HANDS.length,
    kind: 'KIND_VOTE',
    blankAllowed: true,
    sendWindowSeconds: 0,
    mixBatch: 2,
  });
  ballot = new Ballot(hall);
  house = await House.open(hall);
  await hall.chair('check-in');
});

afterAll(async () => {
  await house?.close();
  await hall?.end(!failed);
});

// A name for the pictures of one deputy's states.
const named = (state: string, index: number): string =>
  `vote-${state}${HANDS[index]?.largest === true ? '-largest-type' : ''}`;

describe('a vote on all kinds of devices', () => {
  test.beforeEach(({ onTestFailed }) => {
    onTestFailed(() => {
      failed = true;
    });
  });

  test.each([...HANDS.keys()])('deputy %i checks in', async (index) => {
    const { largest, ...options } = HANDS[index]!;
    const deputy = await Deputy.sitDown(house, hall.slip(index + 1), ballot, options);
    deputies.push(deputy);
    if (largest === true) {
      await deputy.largestType();
    }
    await lookAt(deputy.person, named('slip', index));
    await deputy.typeSlip();
    await lookAt(deputy.person, named('slip-typed', index));
    await deputy.press(deputy.t.slip.go);
    await lookAt(deputy.person, named('fingerprint', index));
    await deputy.agreesFingerprint();
    await deputy.isWaiting();
    await lookAt(deputy.person, named('waiting', index));
    await deputy.press(deputy.t.waiting.practice);
    await lookAt(deputy.person, named('practice', index));
    await deputy.press(deputy.t.practice.end);
  });

  test('a network that only falls silent is noticed too', async () => {
    const [deputy] = deputies;
    const offline = deputy!.page.getByText(deputy!.t.offline).first();
    deputy!.person.wifi.weather = 'silent';
    await offline.waitFor({ timeout: PATIENCE_MS });
    deputy!.person.wifi.weather = 'good';
    await offline.waitFor({ state: 'hidden', timeout: PATIENCE_MS });
  });

  test('no page says that it is a rehearsal', async () => {
    expect(deputies).toHaveLength(HANDS.length);
    for (const { page } of deputies) {
      expect(await page.locator('body').innerText()).not.toMatch(/演练|rehearsal/i);
    }
  });

  test.each([...HANDS.keys()])('deputy %i votes, with blanks', async (index) => {
    if (index === 0) {
      await hall.chair('open');
    }
    const deputy = deputies[index]!;
    const { person, t } = deputy;
    await deputy.hasBallot();
    await lookAt(person, named('ballot', index));
    await deputy.fill(deputy.choices.slice(0, GRADED));
    await deputy.toLastPage();
    await deputy.press(t.ballot.toReview);
    await deputy.sees(t.missing.title(ballot.rows - GRADED));
    await lookAt(person, named('missing', index));
    await deputy.press(t.missing.abstainRest(ballot.rows - GRADED));
    await deputy.sees(t.review.title);
    await lookAt(person, named('review', index));
    await deputy.submit();
    await deputy.isAccepted();
    await lookAt(person, named('accepted', index));
    await tellsNothing(person, deputy.slip, deputy.choices.slice(0, GRADED));
    await deputy.finish();
    await tellsNothing(person, deputy.slip, deputy.choices.slice(0, GRADED));
    keptToItself(person);
  });

  test('the result is what was chosen, blanks as abstentions', async () => {
    await hall.chair('close', '--wait');
    const near = await Screen.hang(house, true);
    await hall.chair('announce');
    await near.shows('result');
    await lookAt(near.person, 'vote-screen-near', { touched: false });
    const record = await hall.exportVerified('record');
    const chosen = hall.path('chosen.csv');
    const ballots = deputies.map(({ choices }) =>
      choices.map((choice, row) => (row < GRADED ? choice : BLANK)),
    );
    countChoices(chosen, ballots, BLANK + 1);
    await hall.pingyi('result', record, '--compare', chosen);
  });
});
