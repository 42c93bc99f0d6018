// The ballot: who comes late, marks that survive, a server that is killed.
import { expect, test } from 'vitest';
import { screenStrings } from '../../../client/web/src/ui/strings/screen';
import { Deputy } from './deputy';
import { lookAt } from './looks';
import { PATIENCE_MS } from './programs';
import { LATE, sitting as s } from './sitting';

const PATIENT = { timeout: PATIENCE_MS };

export function ballots(): void {
  test('the chair opens after comparing heads; tablets become ballots', async () => {
    await s.chair.asks('open');
    await lookAt(s.chair.person, 'chair-asks-open');
    await s.chair.confirms('open');
    await Promise.all(s.deputies().map((deputy) => deputy.hasBallot()));
    await s.chair.isIn('voting');
    await s.screen.shows('voting');
  });

  test('who comes late is told so', async () => {
    const late = await Deputy.sitDown(s.house, s.hall.slip(LATE), s.ballot);
    await late.followSlip();
    await late.isStopped('late');
    await lookAt(late.person, 'deputy-late');
    await late.person.leave();
  });

  test('rows that are missing are listed, and marks survive a power cut', async () => {
    await lookAt(s.typing.person, 'deputy-ballot-empty');
    const half = s.typing.choices.slice(0, 13);
    await s.typing.fill(half);
    await lookAt(s.typing.person, 'deputy-ballot-half');
    await s.typing.person.powerCycle('/');
    await s.typing.followSlip();
    await s.typing.hasBallot();
    await s.typing.marked(half.length);
    await s.typing.toLastPage();
    await s.typing.press(s.typing.t.ballot.toReview);
    await s.typing.sees(s.typing.t.missing.title(s.ballot.rows - half.length));
    await lookAt(s.typing.person, 'deputy-missing');
    await s.typing.press(s.typing.t.missing.back);
  });

  test('help covers the marks', async () => {
    await s.typing.press(s.typing.t.help.button);
    await lookAt(s.typing.person, 'deputy-help');
    expect(await s.typing.option(0, 0).isVisible()).toBe(false);
    await s.typing.press(s.typing.t.help.back);
  });

  test('at the largest type, and as a list, nothing is cut off', async () => {
    await s.testing.largestType();
    await lookAt(s.testing.person, 'deputy-ballot-largest-type');
    await s.testing.press(s.testing.t.ballot.asList);
    await lookAt(s.testing.person, 'deputy-ballot-list');
    await s.testing.press(s.testing.t.ballot.asPages);
  });

  test('pages loaded again stand where they stood', async () => {
    await Promise.all(
      [s.chair, s.screen, s.supervisor].map(({ person }) =>
        person.page.reload({ timeout: 60_000 }),
      ),
    );
    await s.chair.isIn('voting');
    await s.chair.signIn(s.hall.officialCode('主持人'));
    await s.screen.shows('voting');
    await s.supervisor.sees(s.supervisor.t.standing.good);
  });

  test('readers of screens hear department and level, and what is chosen', async () => {
    const group = s.scanning.page.getByRole('group', {
      name: s.scanning.t.ballot.rowLabel(1, s.ballot.department(0, 'zh')),
    });
    await expect.poll(() => group.getByRole('button').count()).toBe(4);
    for (const level of [0, 1, 2, 3]) {
      const name = `${s.ballot.department(0, 'zh')}：${s.ballot.level(level, 'zh')}`;
      await group.getByRole('button', { name, exact: true, pressed: false }).waitFor();
    }
    // Chosen looks chosen, and nobody can tell what from afar.
    const looks = new Set<string>();
    for (const level of [0, 1, 3, 2]) {
      await s.scanning.option(0, level).click();
      const chosen = group.getByRole('button', { pressed: true });
      looks.add(
        await chosen.evaluate((button) => {
          const { backgroundColor, color, borderColor, fontWeight } = getComputedStyle(button);
          return [backgroundColor, color, borderColor, fontWeight].join();
        }),
      );
    }
    expect(looks.size).toBe(1);
    await group.getByRole('button', { pressed: true }).waitFor();
    expect(await group.getByRole('button', { pressed: true }).getAttribute('aria-label')).toBe(
      s.ballot.optionName(0, 2, 'zh'),
    );
  });

  test('the server is killed while all are connected, and everybody carries on', async () => {
    const offline = [
      ...s.deputies().map((deputy) => deputy.page.getByText(deputy.t.offline)),
      s.chair.person.page.getByText(s.chair.t.offline),
      s.screen.person.page.getByText(screenStrings.zh.offline),
      s.supervisor.person.page.getByText(s.supervisor.t.offline),
    ];
    await s.hall.killServer();
    await Promise.all(offline.map((notice) => notice.first().waitFor(PATIENT)));
    await lookAt(s.inEnglish.person, 'deputy-ballot-offline');
    await lookAt(s.chair.person, 'chair-offline');
    await lookAt(s.screen.person, 'screen-offline', { touched: false });
    await s.hall.startServer();
    const back = Date.now();
    await Promise.all(
      offline.map((notice) => notice.first().waitFor({ ...PATIENT, state: 'hidden' })),
    );
    console.log(`everybody carries on ${Date.now() - back} ms after the server's return`);
    await s.scanning.fill();
    await s.scanning.toReview();
  });
}
