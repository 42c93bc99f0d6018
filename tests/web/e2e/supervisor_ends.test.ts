// Sittings that end without counts: too few ballots, or given up. What the
// supervisor's page and the result's say then.
import { afterAll, expect, test } from 'vitest';
import { resultStrings } from '../../../client/web/src/ui/strings/result';
import { supervisorStrings } from '../../../client/web/src/ui/strings/supervisor';
import { Hall } from './hall';
import { lookAt } from './looks';
import { Supervisor } from './officials';
import { House } from './people';
import { PATIENCE_MS } from './programs';

const PATIENT = { timeout: PATIENCE_MS };
const words = resultStrings.zh;
const { zh } = supervisorStrings;
const open: { hall: Hall; house: House }[] = [];
let passed = 0;

afterAll(async () => {
  for (const { hall, house } of open) {
    await house.close();
    await hall.end(passed === open.length);
  }
});

async function sitting(): Promise<{ hall: Hall; house: House; supervisor: Supervisor }> {
  const hall = await Hall.ready({ deputies: 8, departments: 3, mixBatch: 4 });
  const house = await House.open(hall);
  open.push({ hall, house });
  return { hall, house, supervisor: await Supervisor.sitDown(house) };
}

test('with too few ballots nothing is decrypted, and everybody is told why', async () => {
  const { hall, house, supervisor } = await sitting();
  await hall.chair('check-in');
  const voters = hall.simulate(1, 6, '--voters', '3');
  await voters.said('check-in: 6 of 6');
  await hall.chair('open');
  await voters.finished();
  await hall.chair('close');
  await supervisor.sees(zh.resultWithheld(3));
  await lookAt(supervisor.person, 'supervisor-withheld');
  await hall.chair('announce');
  const reader = await house.person('reader', { device: 'laptop' });
  await reader.go('/result/');
  await reader.page.getByText(words.withheld(3)).first().waitFor(PATIENT);
  await lookAt(reader, 'result-withheld');
  expect(await reader.page.locator('article table').count()).toBe(0);
  passed += 1;
});

test('a sitting that was given up has no result, and says who gave it up and why', async () => {
  const { hall, house, supervisor } = await sitting();
  await hall.chair('check-in');
  await hall.chair('abort', '--reason', '会场停电，改用纸质票');
  await supervisor.sees(zh.aborted('会场停电，改用纸质票'));
  await lookAt(supervisor.person, 'supervisor-aborted');
  const reader = await house.person('reader', { device: 'laptop' });
  await reader.go('/result/');
  await reader.page.getByText(words.aborted('会场停电，改用纸质票')).waitFor(PATIENT);
  await lookAt(reader, 'result-aborted');
  passed += 1;
});
