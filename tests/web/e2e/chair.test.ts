// The chair's page and the hall's screen, beyond the whole sitting: slips that are
// not the chair's, the keyboard alone, a second desk that takes over, sittings
// that end without counts.
import { expect, test } from 'vitest';
import { fromHex, toBase32 } from '../../../client/web/src/bytes';
import { chairStrings } from '../../../client/web/src/ui/strings/chair';
import { screenStrings } from '../../../client/web/src/ui/strings/screen';
import { type Hall, type HallOptions, OBSERVER } from './hall';
import { lookAt } from './looks';
import { Chair, Screen } from './officials';
import { openHall } from './own_hall';
import type { House } from './people';
import { PATIENCE_MS } from './programs';

const PATIENT = { timeout: PATIENCE_MS };
const CHAIR = '主持人';
const t = chairStrings.zh;
const wall = screenStrings.zh;

interface Sitting {
  readonly hall: Hall;
  readonly house: House;
  readonly chair: Chair;
  readonly screen: Screen;
}

// Keys are made, the chair sits and has not signed in.
async function sitting(options: HallOptions): Promise<Sitting> {
  const { hall, house } = await openHall(options);
  const chair = await Chair.sitDown(house, 'chair');
  const screen = await Screen.hang(house);
  return { hall, house, chair, screen };
}

async function signsIn(chair: Chair, code: string): Promise<void> {
  await chair.person.page.getByLabel(t.keyLabel).fill(code, PATIENT);
  await chair.button(t.keyUse).click();
}

test('only the chair’s slip signs, and only until the page is left', async () => {
  const { hall, house, chair } = await sitting({ deputies: 4, departments: 2 });
  const { page } = chair.person;
  const begin = chair.button(t.steps['check-in'].button);
  await chair.isIn('ceremony');
  await page.getByText(t.obstacle({ kind: 'signed-out' })).waitFor(PATIENT);
  expect(await begin.isDisabled()).toBe(true);

  await signsIn(chair, '12345-67890');
  await page.getByText(t.keyMalformed).waitFor(PATIENT);
  expect(await page.getByLabel(t.keyLabel).inputValue()).toBe('');
  await signsIn(chair, hall.officialCode(OBSERVER));
  await page.getByText(t.keyNotChair).waitFor(PATIENT);
  await lookAt(chair.person, 'chair-wrong-slip');
  expect(await begin.isDisabled()).toBe(true);

  const code = hall.officialCode(CHAIR);
  await chair.signIn(code);
  await expect.poll(() => begin.isEnabled(), PATIENT).toBe(true);
  await chair.button(t.keyForget).click();
  await expect.poll(() => begin.isDisabled(), PATIENT).toBe(true);

  const secret = code.replaceAll('-', '').slice(0, 26);
  house.show(`${hall.origin}/#${secret}${toBase32(fromHex(hall.fingerprint))}`);
  await chair.button(t.keyScan).click();
  await chair.button(t.keyForget).waitFor(PATIENT);
  await page.reload();
  await page.getByLabel(t.keyLabel).waitFor(PATIENT);
  await expect.poll(() => begin.isDisabled(), PATIENT).toBe(true);
});

test('by the keyboard alone, from one desk to another, to the screen', async () => {
  const { hall, house, chair, screen } = await sitting({ deputies: 8, departments: 10 });
  const first = chair.person;
  await first.tabTo(first.page.getByLabel(t.keyLabel));
  await first.page.keyboard.type(hall.officialCode(CHAIR));
  await first.page.keyboard.press('Enter');
  await chair.button(t.keyForget).waitFor(PATIENT);
  await first.tabTo(chair.button(t.steps['check-in'].button));
  await first.page.keyboard.press('Enter');
  // Escape says no, and gives the keyboard back to where it was.
  await first.page.getByRole('dialog').waitFor(PATIENT);
  await first.page.keyboard.press('Escape');
  await first.page.getByRole('dialog').waitFor({ state: 'detached', ...PATIENT });
  await first.page.keyboard.press('Enter');
  const yes = `${t.confirm}${t.colon}${t.steps['check-in'].button}`;
  await first.tabTo(first.page.getByRole('button', { name: yes, exact: true }));
  await first.page.keyboard.press('Enter');
  await chair.isIn('check-in');

  const voters = hall.simulate(1, 8, '--voters', '6');
  await voters.said('check-in: 8 of 8');
  await chair.takes('open');
  await voters.finished();
  await chair.asks('closing');
  await lookAt(first, 'chair-asks-closing');
  await chair.confirms('closing');
  await screen.shows('closing');
  await first.leave();

  const second = await Chair.sitDown(house, 'second desk');
  await second.signIn(hall.officialCode(CHAIR));
  await second.takes('close');
  await second.isIn('tallied');
  await screen.shows('ready');
  expect(await second.number(t.notReturned)).toBe(2);
  await lookAt(second.person, 'chair-tallied');
  // Nothing in the screen's page tells a count before it is announced.
  expect(await screen.person.page.locator('table').count()).toBe(0);
  expect(await second.person.page.locator('table').count()).toBe(0);

  const near = await Screen.hang(house, true);
  await second.takes('announce');
  await screen.shows('result');
  await lookAt(screen.person, 'screen-result', { touched: false });
  await lookAt(second.person, 'chair-announced');
  await near.shows('result');
  const departments = near.person.page.locator('ol > li');
  await expect.poll(() => departments.count(), PATIENT).toBe(10);
  const rows = screen.person.page.locator('tbody tr');
  expect(await rows.count()).toBe(9);
  await screen.person.page.keyboard.press('ArrowRight');
  await expect.poll(() => rows.count(), PATIENT).toBe(1);
  await screen.person.page.keyboard.press('PageUp');
  await expect.poll(() => rows.count(), PATIENT).toBe(9);
});

test('too few ballots are announced as not counted', async () => {
  const { hall, chair, screen } = await sitting({ deputies: 8, departments: 2, mixBatch: 6 });
  await chair.signIn(hall.officialCode(CHAIR));
  await chair.takes('check-in');
  const voters = hall.simulate(1, 7, '--voters', '4');
  await voters.said('check-in: 7 of 7');
  await chair.takes('open');
  await voters.finished();
  await chair.takes('closing');
  await chair.takes('announce');
  await screen.shows('withheld');
  await screen.person.page.getByText(wall.withheld(4, 6)).waitFor(PATIENT);
  await lookAt(screen.person, 'screen-withheld', { touched: false });
  await lookAt(chair.person, 'chair-withheld');
});
