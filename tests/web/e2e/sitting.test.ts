// A whole sitting: five deputies, the chair, the hall's screen and a scrutineer
// in Chromium, a hundred simulated deputies beside them, all programs real.
// What goes wrong in a hall goes wrong here, one thing after the other.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toBase32 } from '../../../client/web/src/bytes';
import { challengeStrings } from '../../../client/web/src/ui/strings/challenge';
import { codeStrings } from '../../../client/web/src/ui/strings/code';
import { screenStrings } from '../../../client/web/src/ui/strings/screen';
import { addChoices, Ballot } from './ballot';
import { Deputy } from './deputy';
import { Hall, OBSERVER } from './hall';
import { lookAt } from './looks';
import { Chair, Screen, Supervisor } from './officials';
import { House } from './people';
import { PATIENCE_MS, type Program, until } from './programs';
import { keptToItself, tellsNothing } from './secrecy';

const SIMULATED = 100;
const BROWSERS = 5;
const PRESENT = SIMULATED + BROWSERS;
// One more, who comes too late.
const LATE = PRESENT + 1;
const BALLOT_BYTES = 4_768;
const PATIENT = { timeout: PATIENCE_MS };
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
// Tracking codes of a cast ballot and of a tested one.
let cast = '';
let tested = '';
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

  test('at 200 %: Wi-Fi lost during check-in comes back and check-in ends by itself', async () => {
    cutOff = await Deputy.sitDown(house, hall.slip(SIMULATED + 3), ballot, { zoom: 2 });
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

  test('one checks in in English, by the keyboard alone, and practises', async () => {
    inEnglish = await Deputy.sitDown(house, hall.slip(SIMULATED + 5), ballot, { language: 'en' });
    const { person, page } = inEnglish;
    await person.tabTo(inEnglish.button(inEnglish.t.slip.type));
    await page.keyboard.press('Enter');
    await person.tabTo(inEnglish.codeField);
    await page.keyboard.type(inEnglish.slip.code);
    await page.keyboard.press('Enter');
    await person.tabTo(inEnglish.button(inEnglish.t.fingerprint.agrees));
    await page.keyboard.press('Enter');
    await inEnglish.isWaiting();
    await person.tabTo(inEnglish.button(inEnglish.t.waiting.practice));
    await page.keyboard.press('Enter');
    await lookAt(person, 'deputy-practice');
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

  test('readers of screens hear department and level, and what is chosen', async () => {
    const group = scanning.page.getByRole('group', {
      name: scanning.t.ballot.rowLabel(1, ballot.department(0, 'zh')),
    });
    await expect.poll(() => group.getByRole('button').count()).toBe(4);
    for (const level of [0, 1, 2, 3]) {
      const name = `${ballot.department(0, 'zh')}：${ballot.level(level, 'zh')}`;
      await group.getByRole('button', { name, exact: true, pressed: false }).waitFor();
    }
    await scanning.option(0, 2).click();
    await group.getByRole('button', { pressed: true }).waitFor();
    expect(await group.getByRole('button', { pressed: true }).getAttribute('aria-label')).toBe(
      ballot.optionName(0, 2, 'zh'),
    );
  });

  test('the server is killed while all are connected, and everybody carries on', async () => {
    const offline = [
      ...deputies().map((deputy) => deputy.page.getByText(deputy.t.offline)),
      chair.person.page.getByText(chair.t.offline),
      screen.person.page.getByText(t.offline),
      supervisor.person.page.getByText(supervisor.t.offline),
    ];
    await hall.killServer();
    await Promise.all(offline.map((notice) => notice.first().waitFor(PATIENT)));
    await lookAt(inEnglish.person, 'deputy-ballot-offline');
    await lookAt(chair.person, 'chair-offline');
    await lookAt(screen.person, 'screen-offline', { touched: false });
    await hall.startServer();
    const back = Date.now();
    await Promise.all(
      offline.map((notice) => notice.first().waitFor({ ...PATIENT, state: 'hidden' })),
    );
    console.log(`everybody carries on ${Date.now() - back} ms after the server's return`);
    await scanning.fill();
    await scanning.toReview();
  });

  test('submitted once, sealed, accepted, and cleared', async () => {
    await lookAt(scanning.person, 'deputy-review');
    cast = await scanning.trackingCode();
    await scanning.submit();
    await scanning.isSending();
    await lookAt(scanning.person, 'deputy-sending', { quick: true });
    await scanning.isAccepted();
    await lookAt(scanning.person, 'deputy-accepted');
    await tellsNothing(scanning.person, scanning.slip, scanning.choices);
    await scanning.finish();
    await lookAt(scanning.person, 'deputy-cleared');
    await tellsNothing(scanning.person, scanning.slip, scanning.choices);
    await scanning.followSlip();
    await scanning.isStopped('voted');
    await lookAt(scanning.person, 'deputy-voted');
  });

  test('a tested ballot is checked on another device, and never cast', async () => {
    await testing.fill();
    await testing.toReview();
    const first = await testing.trackingCode();
    await testing.press(testing.t.review.test);
    await lookAt(testing.person, 'deputy-asks-test');
    const checker = await house.person('checker', { device: 'phone' });
    const words = challengeStrings.zh;
    const scan = async (button: string, label: string): Promise<void> => {
      await house.showScreen(testing.page.getByRole('img', { name: label }).last());
      await checker.page.getByRole('button', { name: button, exact: true }).click(PATIENT);
    };
    await checker.go('/challenge/');
    await lookAt(checker, 'challenge-empty');
    await scan(words.scanFirst, testing.t.review.code);
    await checker.page.getByText(first).first().waitFor(PATIENT);
    await testing.press(testing.t.review.testYes);
    await testing.sees(testing.t.tested.title);
    await lookAt(testing.person, 'deputy-tested');
    await scan(words.scanSecond, testing.t.tested.qr);
    await checker.page.getByText(words.agrees).waitFor(PATIENT);
    await lookAt(checker, 'challenge-agrees');
    const found = await checker.page.locator('tbody td').allInnerTexts();
    expect(found).toEqual(testing.choices.map((choice) => ballot.level(choice, 'zh')));
    await testing.press(testing.t.tested.back);
    await testing.toReview();
    expect(await testing.trackingCode()).not.toBe(first);
    tested = first;
    await testing.submit();
    await testing.isAccepted();
  });

  test('a ballot whose receipt was lost on the way counts once', async () => {
    await cutOff.fill();
    await cutOff.toReview();
    const { wifi } = cutOff.person;
    const before = wifi.sent;
    wifi.weather = 'deaf';
    await cutOff.submit();
    await cutOff.isSending();
    // The ballot has left the tablet, its receipt never comes.
    await until('the ballot to be sent', () => wifi.sent - before > BALLOT_BYTES);
    wifi.weather = 'cut';
    await cutOff.sees(cutOff.t.sending.offline);
    await lookAt(cutOff.person, 'deputy-sending-offline');
    // Nor does a tablet without power forget it.
    cutOff.person.wifi.weather = 'good';
    await cutOff.person.powerCycle('/');
    await cutOff.followSlip();
    await cutOff.isAccepted();
  });

  test('by the keyboard alone to the receipt; Wi-Fi lost there changes nothing', async () => {
    const { person, page } = inEnglish;
    await inEnglish.fillByKeyboard();
    await person.tabTo(inEnglish.button(inEnglish.t.ballot.toReview));
    await page.keyboard.press('Enter');
    await inEnglish.sees(inEnglish.t.review.title);
    await person.tabTo(inEnglish.button(inEnglish.t.review.submit));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await person.tabTo(dialog.getByRole('button', { name: inEnglish.t.review.sureYes }));
    await page.keyboard.press('Enter');
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
    await typing.isCounted();
    await lookAt(typing.person, 'deputy-counted');
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
    await supervisor.sees(supervisor.t.standing.good);
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

  test('anybody looks a code up: a cast one is there, a tested one is not', async () => {
    const words = codeStrings.zh;
    const anybody = await house.person('anybody', { device: 'phone' });
    await anybody.go('/code/');
    await lookAt(anybody, 'code-empty');
    const look = async (code: string): Promise<void> => {
      await anybody.page.getByLabel(words.label, { exact: true }).fill(code);
      await anybody.page.getByRole('button', { name: words.look, exact: true }).click();
    };
    await look(cast);
    await anybody.page.getByText(words.goodHelp).waitFor(PATIENT);
    await lookAt(anybody, 'code-counted');
    await look(tested);
    await anybody.page.getByText(words.no).waitFor(PATIENT);
    await lookAt(anybody, 'code-missing');
  });

  test('no page loaded anything from elsewhere or complained', () => {
    house.people.forEach(keptToItself);
    expect(hall.server.output()).not.toContain(OBSERVER);
  });
});
