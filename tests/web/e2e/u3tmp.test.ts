import { test } from 'vitest';
import { Hall } from './hall';
import { House } from './people';
import { supervisorStrings } from '../../../client/web/src/ui/strings/supervisor';
test('bench', async () => {
  const hall = await Hall.make({ deputies: 300, mixBatch: 8, attest: true });
  await hall.startServer();
  hall.startOfficials();
  await hall.pingyi('ceremony', '--session', hall.public);
  const house = await House.open(hall);
  await hall.chair('check-in');
  const voters = hall.simulate(1, 300, '--seed', '7');
  await new Promise((r) => setTimeout(r, 3000));
  for (let i = 0; i < 60; i++) {
    try {
      await hall.chair('open');
      break;
    } catch (e) {
      await new Promise((r) => setTimeout(r, 2000));
    }
  }
  await voters.finished();
  await hall.chair('close');
  await hall.chair('announce');
  const t = supervisorStrings.zh;
  for (let i = 0; i < 2; i++) {
    const p = await house.person('s' + i, { device: 'laptop' });
    const begin = performance.now();
    await p.go('/supervisor/');
    await p.page
      .getByText(t.loading)
      .first()
      .waitFor({ timeout: 5000 })
      .catch(() => 0);
    await p.page.getByText(t.ballotsChecked(300, 300)).waitFor({ timeout: 200000 });
    const ballots = performance.now() - begin;
    await p.page.getByText('✓ 通过').nth(17).waitFor({ timeout: 200000 });
    console.log(
      '300 ballots',
      Math.round(ballots),
      'ms; all',
      Math.round(performance.now() - begin),
      'ms',
    );
    const longest = await p.page.evaluate(() =>
      performance.getEntriesByType('longtask').map((e) => e.duration),
    );
    console.log('long tasks', JSON.stringify(longest));
    if (i === 1) {
      await p.page.pdf({ path: '/tmp/u3/sup.pdf', preferCSSPageSize: true });
      await p.page.screenshot({ path: '/tmp/u3/shots/s300.png' });
    }
    await p.leave();
  }
  const r = await house.person('r', { device: 'laptop' });
  const b = performance.now();
  await r.go('/result/');
  await r.page.locator('.sheet').waitFor({ timeout: 200000 });
  console.log('sheet after', Math.round(performance.now() - b));
  await house.close();
  await hall.end(true);
});
