// From the close to the announcement, and what everybody may look up then.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { codeStrings } from '../../../client/web/src/ui/strings/code';
import { addChoices } from './ballot';
import { OBSERVER } from './hall';
import { lookAt } from './looks';
import { PATIENCE_MS } from './programs';
import { keptToItself } from './secrecy';
import { PRESENT, sitting as s } from './sitting';

const PATIENT = { timeout: PATIENCE_MS };

export function result(): void {
  test('the chair closes while a ballot is on its way', async () => {
    await s.typing.fill(s.typing.choices, 13);
    await s.typing.toReview();
    await s.voters.finished();
    await s.chair.asks('closing');
    await lookAt(s.chair.person, 'chair-asks-closing');
    await s.typing.submit();
    await s.typing.isSending();
    await s.chair.confirms('closing');
    await s.typing.isAccepted();
    await s.typing.isCounted();
    await lookAt(s.typing.person, 'deputy-counted');
    await s.absent.isStopped('closed-before');
    await lookAt(s.absent.person, 'deputy-closed-before');
  });

  test('counted by itself; the screen says nothing before the announcement', async () => {
    await s.chair.isIn('tallied');
    await s.screen.shows('ready');
    expect(await s.chair.number(s.chair.t.issued)).toBe(PRESENT);
    expect(await s.chair.number(s.chair.t.returned)).toBe(PRESENT - 1);
    expect(await s.chair.number(s.chair.t.notReturned)).toBe(1);
    await lookAt(s.chair.person, 'chair-tallied');
    await lookAt(s.screen.person, 'screen-ready', { touched: false });
  });

  test('the result is what was chosen', async () => {
    await s.chair.takes('announce');
    await s.screen.shows('result');
    await lookAt(s.screen.person, 'screen-result', { touched: false });
    await s.chair.isIn('announced');
    await lookAt(s.chair.person, 'chair-announced');
    await s.supervisor.sees(s.supervisor.t.standing.good);
    const record = await s.hall.exportVerified('record');
    const chosen = s.hall.path('chosen.csv');
    addChoices(
      s.hall.path('sim.csv'),
      chosen,
      s.voting().map((deputy) => deputy.choices),
    );
    await s.hall.pingyi('result', record, '--compare', chosen);
    expect(readFileSync(chosen, 'utf8')).not.toBe(readFileSync(s.hall.path('sim.csv'), 'utf8'));
  });

  test('anybody looks a code up: a cast one is there, a tested one is not', async () => {
    const words = codeStrings.zh;
    const anybody = await s.house.person('anybody', { device: 'phone' });
    await anybody.go('/code/');
    await lookAt(anybody, 'code-empty');
    const look = async (code: string): Promise<void> => {
      await anybody.page.getByLabel(words.label, { exact: true }).fill(code);
      await anybody.page.getByRole('button', { name: words.look, exact: true }).click();
    };
    await look(s.cast);
    await anybody.page.getByText(words.goodHelp).waitFor(PATIENT);
    await lookAt(anybody, 'code-counted');
    await look(s.tested);
    await anybody.page.getByText(words.no).waitFor(PATIENT);
    await lookAt(anybody, 'code-missing');
  });

  test('no page loaded anything from elsewhere or complained', () => {
    expect(s.house.people.length).toBeGreaterThan(s.deputies().length);
    s.house.people.forEach(keptToItself);
    expect(s.hall.server.output()).not.toContain(OBSERVER);
  });
}
