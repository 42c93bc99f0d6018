// From the empty hall to everybody present: slips of all kinds, and networks that fail.
import { expect, test } from 'vitest';
import { toBase32 } from '../../../client/web/src/bytes';
import { screenStrings } from '../../../client/web/src/ui/strings/screen';
import { Deputy } from './deputy';
import { lookAt } from './looks';
import { Chair, Screen, Supervisor } from './officials';
import { PATIENCE_MS } from './programs';
import { PRESENT, SIMULATED, sitting as s } from './sitting';

const PATIENT = { timeout: PATIENCE_MS };

export function checkIn(): void {
  test('before check-in everybody sees that nothing has begun', async () => {
    s.chair = await Chair.sitDown(s.house, 'chair');
    s.screen = await Screen.hang(s.house);
    await s.chair.isIn('ceremony');
    await lookAt(s.chair.person, 'chair-signed-out');
    await s.chair.signIn(s.hall.officialCode('主持人'));
    await s.screen.shows('preparing');
    await lookAt(s.screen.person, 'screen-preparing', { touched: false });
    s.scanning = await Deputy.sitDown(s.house, s.hall.slip(SIMULATED + 1), s.ballot);
    await lookAt(s.scanning.person, 'deputy-slip');
  });

  test('the chair opens check-in, and a hundred check in', async () => {
    await s.chair.asks('check-in');
    await lookAt(s.chair.person, 'chair-asks-check-in');
    await s.chair.confirms('check-in');
    await s.chair.isIn('check-in');
    s.voters = s.hall.simulate(
      1,
      SIMULATED,
      '--seed',
      '2019',
      '--choices-out',
      s.hall.path('sim.csv'),
    );
  });

  test('a slip is scanned with the camera', async () => {
    await s.scanning.scanSlip();
    await s.scanning.isWaiting();
    await lookAt(s.scanning.person, 'deputy-waiting');
  });

  test('a mistyped code is caught at once, a typed one is compared with the paper', async () => {
    s.typing = await Deputy.sitDown(s.house, s.hall.slip(SIMULATED + 2), s.ballot, {
      device: 'portrait',
    });
    const wrong = `${s.typing.slip.code.slice(0, -1)}${s.typing.slip.code.endsWith('7') ? '8' : '7'}`;
    await s.typing.typeSlip(wrong);
    await s.typing.sees(s.typing.t.slip.wrongCheck);
    await lookAt(s.typing.person, 'deputy-slip-mistyped');
    await s.typing.typeSlip();
    await s.typing.press(s.typing.t.slip.go);
    await s.typing.sees(s.typing.t.fingerprint.title);
    await lookAt(s.typing.person, 'deputy-fingerprint');
    await s.typing.agreesFingerprint();
    await s.typing.isWaiting();
  });

  test('at 200 %: Wi-Fi lost during check-in comes back and check-in ends by itself', async () => {
    s.cutOff = await Deputy.sitDown(s.house, s.hall.slip(SIMULATED + 3), s.ballot, { zoom: 2 });
    // The request arrives, the answer does not.
    s.cutOff.person.wifi.weather = 'deaf';
    await s.cutOff.typeSlip();
    await s.cutOff.press(s.cutOff.t.slip.go);
    await s.cutOff.agreesFingerprint();
    await s.cutOff.sees(s.cutOff.t.checkIn.title);
    s.cutOff.person.wifi.weather = 'cut';
    await s.cutOff.sees(s.cutOff.t.offline);
    await lookAt(s.cutOff.person, 'deputy-check-in-offline');
    s.cutOff.person.wifi.weather = 'good';
    await s.cutOff.isWaiting();
  });

  test('a tablet that loses power while waiting goes on with the same slip', async () => {
    s.testing = await Deputy.sitDown(s.house, s.hall.slip(SIMULATED + 4), s.ballot);
    await s.testing.followSlip();
    await s.testing.isWaiting();
    await s.testing.person.powerCycle('/');
    await s.testing.sees(s.testing.t.slip.title);
    await s.testing.followSlip();
    await s.testing.isWaiting();
  });

  test('one checks in in English, by the keyboard alone, and practises', async () => {
    s.inEnglish = await Deputy.sitDown(s.house, s.hall.slip(SIMULATED + 5), s.ballot, {
      language: 'en',
    });
    const { person, page } = s.inEnglish;
    await person.tabTo(s.inEnglish.button(s.inEnglish.t.slip.type));
    await page.keyboard.press('Enter');
    await person.tabTo(s.inEnglish.codeField);
    await page.keyboard.type(s.inEnglish.slip.code);
    await page.keyboard.press('Enter');
    await person.tabTo(s.inEnglish.button(s.inEnglish.t.fingerprint.agrees));
    await page.keyboard.press('Enter');
    await s.inEnglish.isWaiting();
    await person.tabTo(s.inEnglish.button(s.inEnglish.t.waiting.practice));
    await page.keyboard.press('Enter');
    await lookAt(person, 'deputy-practice');
    await s.inEnglish.press(s.inEnglish.t.practice.end);
  });

  test('a second tablet with the same slip is refused plainly', async () => {
    const second = await Deputy.sitDown(s.house, s.scanning.slip, s.ballot, { device: 'phone' });
    await second.followSlip();
    await second.isStopped('other-tablet');
    await lookAt(second.person, 'deputy-other-tablet');
    await second.person.leave();
  });

  test('of two tablets that scan one slip at a time, one checks in', async () => {
    const slip = s.hall.slip(SIMULATED + 6);
    const both = await Promise.all([
      Deputy.sitDown(s.house, slip, s.ballot, { device: 'portrait' }),
      Deputy.sitDown(s.house, slip, s.ballot, { device: 'portrait' }),
    ]);
    await Promise.all(both.map((deputy) => deputy.followSlip()));
    const waits = await Promise.all(
      both.map(async ({ page, t: words }) => {
        const waiting = page.getByText(words.waiting.title);
        await waiting.or(page.getByText(words.stop['other-tablet'].title)).first().waitFor(PATIENT);
        return waiting.isVisible();
      }),
    );
    expect([...waits].sort()).toEqual([false, true]);
    s.absent = both[waits.indexOf(true)]!;
    await both[waits.indexOf(false)]!.person.leave();
  });

  test('wrong slips are refused plainly', async () => {
    const stranger = await Deputy.sitDown(s.house, s.scanning.slip, s.ballot, {
      device: 'portrait',
    });
    const secret = s.scanning.slip.fragment.slice(0, 26);
    await stranger.followSlip(secret + toBase32(new Uint8Array(32).fill(7)));
    await stranger.isStopped('other-session');
    await lookAt(stranger.person, 'deputy-other-session');
    await stranger.press(stranger.t.backToStart);
    const nobody = toBase32(new Uint8Array(16).fill(9));
    await stranger.followSlip(nobody + s.scanning.slip.fragment.slice(26));
    await stranger.isStopped('unknown-slip');
    await lookAt(stranger.person, 'deputy-unknown-slip');
    await stranger.person.leave();
  });

  test('chair and screen count who is present', async () => {
    await s.screen.shows('check-in');
    await s.screen.showsFigure(screenStrings.zh.present, PRESENT);
    await lookAt(s.screen.person, 'screen-check-in', { touched: false });
    await expect.poll(() => s.chair.number(s.chair.t.present), { timeout: 60_000 }).toBe(PRESENT);
    await lookAt(s.chair.person, 'chair-check-in');
  });

  test('a scrutineer checks zero', async () => {
    s.supervisor = await Supervisor.sitDown(s.house);
    await lookAt(s.supervisor.person, 'supervisor-zero');
  });
}
