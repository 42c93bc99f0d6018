// A sitting that ends without counts, of too few ballots: what the supervisor's
// page and the result's say then.
import { expect, test } from 'vitest';
import { resultStrings } from '../../../client/web/src/ui/strings/result';
import { supervisorStrings } from '../../../client/web/src/ui/strings/supervisor';
import { lookAt } from './looks';
import { Supervisor } from './officials';
import { openHall } from './own_hall';
import { PATIENCE_MS } from './programs';

const PATIENT = { timeout: PATIENCE_MS };
const words = resultStrings.zh;
const { zh } = supervisorStrings;

test('with too few ballots nothing is decrypted, and everybody is told why', async () => {
  const { hall, house } = await openHall({ deputies: 8, departments: 3, mixBatch: 4 });
  const supervisor = await Supervisor.sitDown(house);
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
});
