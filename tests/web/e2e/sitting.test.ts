// A whole sitting: five deputies, the chair, the hall's screen and a scrutineer
// in Chromium, a hundred simulated deputies beside them, all programs real.
// What goes wrong in a hall goes wrong here, one thing after the other.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toBase32 } from '../../../client/web/src/bytes';
import { screenStrings } from '../../../client/web/src/ui/strings/screen';
import { addChoices, Ballot } from './ballot';
import { Deputy } from './deputy';
import { Hall, OBSERVER } from './hall';
import { lookAt } from './looks';
import { Chair, Screen, Supervisor } from './officials';
import { House } from './people';
import type { Program } from './programs';
import { keptToItself, tellsNothing } from './secrecy';

const SIMULATED = 100;
const BROWSERS = 5;
const PRESENT = SIMULATED + BROWSERS;
// One more, who comes too late.
const LATE = PRESENT + 1;
const t = screenStrings.zh;

let hall: Hall;
let house: House;
let ballot: Ballot;
let chair: Chair;
let screen: Screen;
let supervisor: Supervisor;
let voters: Program;
// Named for how they come in, or for what happens to them.
let scanning: Deputy;
let typing: Deputy;
let cutOff: Deputy;
let testing: Deputy;
let inEnglish: Deputy;
let failed = false;

const deputies = (): Deputy[] => [scanning, typing, cutOff, testing, inEnglish];

beforeAll(async () => {
  hall = await Hall.ready({ deputies: LATE, sendWindowSeconds: 4, mixBatch: 4 });
  ballot = new Ballot(hall);
  house = await House.open(hall);
});

afterAll(async () => {
  await house?.close();
  await hall?.end(!failed);
});

describe('a sitting of 105 deputies', () => {
  test.beforeEach(({ onTestFailed }) => {
    onTestFailed(() => {
      failed = true;
    });
  });

  test('before check-in everybody sees that nothing has begun', async () => {
    chair = await Chair.sitDown(house, 'chair');
    screen = await Screen.hang(house);
    await chair.isIn('ceremony');
    await lookAt(chair.person, 'chair-signed-out');
    await chair.signIn(hall.officialCode('主持人'));
    await screen.shows('preparing');
    await lookAt(screen.person, 'screen-preparing', { touched: false });
    scanning = await Deputy.sitDown(house, hall.slip(SIMULATED + 1), ballot);
    await lookAt(scanning.person, 'deputy-slip');
  });

  test('the chair opens check-in, and a hundred check in', async () => {
    await chair.asks('check-in');
    await lookAt(chair.person, 'chair-asks-check-in');
    await chair.confirms('check-in');
    await chair.isIn('check-in');
    voters = hall.simulate(1, SIMULATED, '--seed', '2019', '--choices-out', hall.path('sim.csv'));
  });

  test('a slip is scanned with the camera', async () => {
    await scanning.scanSlip();
    await scanning.isWaiting();
    await lookAt(scanning.person, 'deputy-waiting');
  });

  test('a mistyped code is caught at once, a typed one is compared with the paper', async () => {
    typing = await Deputy.sitDown(house, hall.slip(SIMULATED + 2), ballot, { device: 'portrait' });
    const wrong = `${typing.slip.code.slice(0, -1)}${typing.slip.code.endsWith('7') ? '8' : '7'}`;
    await typing.typeSlip(wrong);
    await typing.sees(typing.t.slip.wrongCheck);
    await lookAt(typing.person, 'deputy-slip-mistyped');
    await typing.typeSlip();
    await typing.press(typing.t.slip.go);
    await typing.sees(typing.t.fingerprint.title);
    await lookAt(typing.person, 'deputy-fingerprint');
    await typing.agreesFingerprint();
    await typing.isWaiting();
  });

  test('Wi-Fi lost during check-in comes back and check-in ends by itself', async () => {
    cutOff = await Deputy.sitDown(house, hall.slip(SIMULATED + 3), ballot);
    // The request arrives, the answer does not.
    cutOff.person.wifi.weather = 'deaf';
    await cutOff.typeSlip();
    await cutOff.press(cutOff.t.slip.go);
    await cutOff.agreesFingerprint();
    await cutOff.sees(cutOff.t.checkIn.title);
    cutOff.person.wifi.weather = 'cut';
    await cutOff.sees(cutOff.t.offline);
    await lookAt(cutOff.person, 'deputy-check-in-offline');
    cutOff.person.wifi.weather = 'good';
    await cutOff.isWaiting();
  });

  test('a tablet that loses power while waiting goes on with the same slip', async () => {
    testing = await Deputy.sitDown(house, hall.slip(SIMULATED + 4), ballot);
    await testing.followSlip();
    await testing.isWaiting();
    await testing.person.powerCycle('/');
    await testing.sees(testing.t.slip.title);
    await testing.followSlip();
    await testing.isWaiting();
  });

  test('one checks in in English and practises', async () => {
    inEnglish = await Deputy.sitDown(house, hall.slip(SIMULATED + 5), ballot, { language: 'en' });
    await inEnglish.followSlip();
    await inEnglish.isWaiting();
    await inEnglish.press(inEnglish.t.waiting.practice);
    await lookAt(inEnglish.person, 'deputy-practice');
    await inEnglish.press(inEnglish.t.practice.end);
  });

  test('a second tablet with the same slip is refused plainly', async () => {
    const second = await Deputy.sitDown(house, scanning.slip, ballot, { device: 'phone' });
    await second.followSlip();
    await second.isStopped('other-tablet');
    await lookAt(second.person, 'deputy-other-tablet');
    await second.person.leave();
  });

  test('wrong slips are refused plainly', async () => {
    const stranger = await Deputy.sitDown(house, scanning.slip, ballot, { device: 'portrait' });
    const secret = scanning.slip.fragment.slice(0, 26);
    await stranger.followSlip(secret + toBase32(new Uint8Array(32).fill(7)));
    await stranger.isStopped('other-session');
    await lookAt(stranger.person, 'deputy-other-session');
    await stranger.press(stranger.t.backToStart);
    const nobody = toBase32(new Uint8Array(16).fill(9));
    await stranger.followSlip(nobody + scanning.slip.fragment.slice(26));
    await stranger.isStopped('unknown-slip');
    await lookAt(stranger.person, 'deputy-unknown-slip');
    await stranger.person.leave();
  });

  test('chair and screen count who is present', async () => {
    await screen.shows('check-in');
    await screen.showsFigure(t.present, PRESENT);
    await lookAt(screen.person, 'screen-check-in', { touched: false });
    await expect.poll(() => chair.number(chair.t.present), { timeout: 60_000 }).toBe(PRESENT);
    await lookAt(chair.person, 'chair-check-in');
  });

  test('a scrutineer checks zero', async () => {
    supervisor = await Supervisor.sitDown(house);
    await lookAt(supervisor.person, 'supervisor-zero');
  });

  test('the chair opens after comparing heads; tablets become ballots', async () => {
    await chair.asks('open');
    await lookAt(chair.person, 'chair-asks-open');
    await chair.confirms('open');
    await Promise.all(deputies().map((deputy) => deputy.hasBallot()));
    await chair.isIn('voting');
    await screen.shows('voting');
  });

  test('who comes late is told so', async () => {
    const late = await Deputy.sitDown(house, hall.slip(LATE), ballot);
    await late.followSlip();
    await late.isStopped('late');
    await lookAt(late.person, 'deputy-late');
    await late.person.leave();
  });

  test('rows that are missing are listed, and marks survive a power cut', async () => {
    await lookAt(typing.person, 'deputy-ballot-empty');
    const half = typing.choices.slice(0, 13);
    await typing.fill(half);
    await lookAt(typing.person, 'deputy-ballot-half');
    await typing.person.powerCycle('/');
    await typing.followSlip();
    await typing.hasBallot();
    await typing.marked(half.length);
  });

  test('the server is killed while all are connected, and everybody carries on', async () => {
    await hall.killServer();
    await inEnglish.sees(inEnglish.t.offline);
    await lookAt(inEnglish.person, 'deputy-ballot-offline');
    await hall.startServer();
    await inEnglish.page
      .getByText(inEnglish.t.offline)
      .first()
      .waitFor({ state: 'hidden', timeout: 60_000 });
    await scanning.fill();
    await scanning.toReview();
  });

  test('submitted once, sealed, accepted, counted, and cleared', async () => {
    await lookAt(scanning.person, 'deputy-review');
    await scanning.submit();
    await scanning.isSending();
    await lookAt(scanning.person, 'deputy-sending', { quick: true });
    await scanning.isAccepted();
    await scanning.isCounted();
    await lookAt(scanning.person, 'deputy-accepted');
    await tellsNothing(scanning.person, scanning.slip, scanning.choices);
    await scanning.finish();
    await lookAt(scanning.person, 'deputy-cleared');
    await tellsNothing(scanning.person, scanning.slip, scanning.choices);
    await scanning.followSlip();
    await scanning.isStopped('voted');
    await lookAt(scanning.person, 'deputy-voted');
  });

  test('a tested ballot is void, and another one is cast', async () => {
    await testing.fill();
    await testing.toReview();
    const first = await testing.trackingCode();
    await testing.press(testing.t.review.test);
    await lookAt(testing.person, 'deputy-asks-test');
    await testing.press(testing.t.review.testYes);
    await testing.sees(testing.t.tested.title);
    await lookAt(testing.person, 'deputy-tested');
    await testing.press(testing.t.tested.back);
    await testing.toReview();
    expect(await testing.trackingCode()).not.toBe(first);
    await testing.submit();
    await testing.isAccepted();
  });

  test('a ballot whose receipt was lost on the way counts once', async () => {
    await cutOff.fill();
    await cutOff.toReview();
    cutOff.person.wifi.weather = 'deaf';
    await cutOff.submit();
    await cutOff.isSending();
    await cutOff.sees(cutOff.t.sending.offline);
    await lookAt(cutOff.person, 'deputy-sending-offline');
    // Nor does a tablet without power forget it.
    await cutOff.person.powerCycle('about:blank').catch(() => undefined);
    cutOff.person.wifi.weather = 'good';
    await cutOff.followSlip();
    await cutOff.isAccepted();
  });

  test('Wi-Fi lost at the receipt changes nothing', async () => {
    await inEnglish.fill();
    await inEnglish.toReview();
    await inEnglish.submit();
    await inEnglish.isAccepted();
    inEnglish.person.wifi.weather = 'cut';
    await inEnglish.finish();
    inEnglish.person.wifi.weather = 'good';
    await tellsNothing(inEnglish.person, inEnglish.slip, inEnglish.choices);
  });

  test('the chair closes while a ballot is on its way', async () => {
    await typing.fill(typing.choices, 13);
    await typing.toReview();
    await voters.finished();
    await chair.asks('closing');
    await lookAt(chair.person, 'chair-asks-closing');
    await typing.submit();
    await typing.isSending();
    await chair.confirms('closing');
    await typing.isAccepted();
  });

  test('counted by itself; the screen says nothing before the announcement', async () => {
    await chair.isIn('tallied');
    await screen.shows('ready');
    await lookAt(chair.person, 'chair-tallied');
    await lookAt(screen.person, 'screen-ready', { touched: false });
  });

  test('the result is what was chosen', async () => {
    await chair.takes('announce');
    await screen.shows('result');
    await lookAt(screen.person, 'screen-result', { touched: false });
    await chair.isIn('announced');
    await lookAt(chair.person, 'chair-announced');
    const record = await hall.exportVerified('record');
    const chosen = hall.path('chosen.csv');
    addChoices(
      hall.path('sim.csv'),
      chosen,
      deputies().map((deputy) => deputy.choices),
    );
    await hall.pingyi('result', record, '--compare', chosen);
    expect(readFileSync(chosen, 'utf8')).not.toBe(readFileSync(hall.path('sim.csv'), 'utf8'));
  });

  test('no page loaded anything from elsewhere or complained', () => {
    house.people.forEach(keptToItself);
    expect(hall.server.output()).not.toContain(OBSERVER);
  });
});
