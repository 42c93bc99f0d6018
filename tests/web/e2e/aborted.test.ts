// Sittings that are given up: while deputies wait, and while they vote. What
// everybody's page says then, and what comes of ballots that were cast before.
import { expect, test } from 'vitest';
import { chairStrings } from '../../../client/web/src/ui/strings/chair';
import { codeStrings } from '../../../client/web/src/ui/strings/code';
import { resultStrings } from '../../../client/web/src/ui/strings/result';
import { screenStrings } from '../../../client/web/src/ui/strings/screen';
import { Ballot } from './ballot';
import { Deputy } from './deputy';
import { lookAt } from './looks';
import { Chair, Screen, Supervisor } from './officials';
import { openHall } from './own_hall';
import type { PersonOptions } from './people';
import { PATIENCE_MS } from './programs';
import { tellsNothing } from './secrecy';

const PATIENT = { timeout: PATIENCE_MS };
const REASON = '会场停电，改用纸质票';
const t = chairStrings.zh;
const SITTING = { departments: 10, mixBatch: 2, sendWindowSeconds: 0 };

// The chair's own way: a reason, and a word to be typed.
async function givesUp(chair: Chair): Promise<void> {
  const { page } = chair.person;
  await page.locator('summary', { hasText: t.abortHeading }).click();
  await page.getByLabel(t.abortReason).fill(REASON);
  expect(await chair.button(t.abortButton).isDisabled()).toBe(true);
  await page.getByLabel(t.abortType(t.abortWord)).fill(t.abortWord);
  await lookAt(chair.person, 'chair-aborts');
  await chair.button(t.abortButton).click();
  await chair.isIn('aborted');
  await page.getByText(t.abortedBecause(REASON)).waitFor(PATIENT);
}

test('given up while deputies wait: everybody is told so, and why', async () => {
  const { hall, house } = await openHall({ ...SITTING, deputies: 4 });
  const chair = await Chair.sitDown(house, 'chair');
  const screen = await Screen.hang(house);
  const supervisor = await Supervisor.sitDown(house);
  await chair.signIn(hall.officialCode('主持人'));
  await chair.takes('check-in');
  await chair.isIn('check-in');
  const ballot = new Ballot(hall);
  const waiting = await Deputy.sitDown(house, hall.slip(1), ballot);
  await waiting.followSlip();
  await waiting.isWaiting();
  const coming = await Deputy.sitDown(house, hall.slip(2), ballot, { device: 'portrait' });

  await givesUp(chair);
  await lookAt(chair.person, 'chair-aborted');
  await waiting.isStopped('aborted');
  await lookAt(waiting.person, 'deputy-aborted-waiting');
  await coming.sees(coming.t.slip.aborted);
  await lookAt(coming.person, 'deputy-aborted-slip');
  await screen.shows('aborted');
  await screen.person.page.getByText(screenStrings.zh.reason(REASON)).waitFor(PATIENT);
  await lookAt(screen.person, 'screen-aborted', { touched: false });
  await supervisor.sees(supervisor.t.aborted(REASON));
  await lookAt(supervisor.person, 'supervisor-aborted', { whole: true });
  const reader = await house.person('reader', { device: 'laptop' });
  await reader.go('/result/');
  await reader.page.getByText(resultStrings.zh.aborted(REASON)).waitFor(PATIENT);
  await lookAt(reader, 'result-aborted');
});

test('given up while they vote: no ballot is left that seems to count', async () => {
  const { hall, house } = await openHall({ ...SITTING, deputies: 5 });
  const ballot = new Ballot(hall);
  const devices: PersonOptions[] = [
    { device: 'tablet' },
    { device: 'portrait' },
    { device: 'tablet', language: 'en' },
    { device: 'portrait' },
  ];
  await hall.chair('check-in');
  const deputies = await Promise.all(
    devices.map((options, i) => Deputy.sitDown(house, hall.slip(i + 1), ballot, options)),
  );
  await Promise.all(
    deputies.map(async (deputy) => {
      await deputy.followSlip();
      await deputy.isWaiting();
    }),
  );
  const [filling, asked, cast, cutOff] = deputies as [Deputy, Deputy, Deputy, Deputy];
  await hall.chair('open');
  const code = await cast.vote();
  await asked.hasBallot();
  await asked.fill();
  await asked.toReview();
  await asked.press(asked.t.review.submit);
  await asked.page.getByRole('dialog').waitFor(PATIENT);
  await lookAt(asked.person, 'deputy-asks-submit');
  await cutOff.hasBallot();
  await cutOff.fill();
  await cutOff.toReview();
  cutOff.person.wifi.weather = 'cut';
  await cutOff.submit();
  await cutOff.isSending();
  await filling.hasBallot();
  await filling.fill();

  await hall.chair('abort', '--reason', REASON);
  await filling.isStopped('aborted');
  await lookAt(filling.person, 'deputy-aborted-voting');
  await asked.isStopped('aborted');
  expect(await asked.page.getByRole('dialog').count()).toBe(0);
  cutOff.person.wifi.weather = 'good';
  await cutOff.isStopped('aborted');
  await cast.sees(cast.t.accepted.abortedTitle);
  await lookAt(cast.person, 'deputy-aborted-cast');
  for (const deputy of deputies) {
    await tellsNothing(deputy.person, deputy.slip, deputy.choices);
  }
  // Nor does who looks the code up later believe that it counts.
  await cast.finish();
  const words = codeStrings.zh;
  const anybody = await house.person('anybody', { device: 'phone' });
  await anybody.go('/code/');
  await anybody.page.getByLabel(words.label, { exact: true }).fill(code);
  await anybody.page.getByRole('button', { name: words.look, exact: true }).click();
  await anybody.page.getByText(words.abortedHelp).waitFor(PATIENT);
  await lookAt(anybody, 'code-aborted');
});
