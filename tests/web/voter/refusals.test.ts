import { describe, expect, it } from 'vitest';

import { Code } from '../../../client/web/src/net/call_error.ts';
import { Hall, refused, SESSION, Tablet } from './world.ts';

function open(hall: Hall): void {
  hall.turn((h) => (h.phase = 'voting'));
}

describe('slips that do not work', () => {
  it('of another session', async () => {
    const tablet = new Tablet(new Hall());
    tablet.scan(1, new Uint8Array(32));
    expect(await tablet.stops()).toBe('other-session');
    tablet.do({ do: 'leave' });
    await tablet.checkIn(1);
  });

  it('give way to the next person’s, but never where the log is broken', async () => {
    const tablet = new Tablet(new Hall());
    tablet.scan(99);
    expect(await tablet.stops()).toBe('unknown-slip');
    await tablet.checkIn(1);
    tablet.machine.sessionBroken('root');
    expect(await tablet.stops()).toBe('log-broken');
    tablet.scan(2);
    expect(tablet.view.stop).toBe('log-broken');
  });

  it('that nobody has', async () => {
    const tablet = new Tablet(new Hall());
    tablet.scan(99);
    expect(await tablet.stops()).toBe('unknown-slip');
  });

  it('that were replaced', async () => {
    const hall = new Hall();
    hall.replaced.add(1);
    const tablet = new Tablet(hall);
    tablet.scan(1);
    expect(await tablet.stops()).toBe('replaced-slip');
  });

  it('on a second tablet, whether its log knows already or not', async () => {
    const hall = new Hall();
    const session = hall.session();
    await new Tablet(hall).checkIn(1);
    const second = new Tablet(hall);
    second.scan(1);
    expect(await second.stops()).toBe('other-tablet');
    const behind = new Tablet(hall);
    behind.machine.sessionChanged({ ...session, requestOf: () => undefined });
    behind.scan(1);
    expect(await behind.stops()).toBe('other-tablet');
  });

  it('on a second page of the tablet', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    await tablet.checkIn(1);
    const page = new Tablet(hall, tablet.disk, tablet.locks);
    page.scan(1);
    expect(await page.stops()).toBe('other-page');
    tablet.do({ do: 'leave' });
    page.do({ do: 'leave' });
    await page.sees('slip');
    await page.checkIn(1);
  });

  it('that come after check-in', async () => {
    const hall = new Hall();
    hall.phase = 'voting';
    const tablet = new Tablet(hall);
    tablet.scan(1);
    expect(await tablet.stops()).toBe('late');
    expect(hall.requests.size).toBe(0);
  });
});

describe('the chair', () => {
  it('changes the issuers while tablets wait: the missing parts are fetched', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    await tablet.checkIn(1);
    hall.turn((h) => (h.activeIssuers = [2, 3]));
    await tablet.sees('waiting', () => tablet.line.calls.length >= 2);
    open(hall);
    await tablet.submit();
    await tablet.sees('accepted');
  });

  it('closes before the deputy submits', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    await tablet.checkIn(1);
    open(hall);
    await tablet.toReview();
    hall.say('closing');
    expect(await tablet.stops()).toBe('closed-before');
    expect(tablet.line.casts).toHaveLength(0);
  });

  it('closes while the ballot is in flight: sealed ballots still arrive', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    await tablet.checkIn(1);
    open(hall);
    tablet.clock.frozen = true;
    await tablet.submit();
    await tablet.sees('sending');
    hall.say('closing');
    tablet.clock.frozen = false;
    await tablet.sees('accepted');
  });

  it('closes before it arrived: says so, after looking into the record', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    await tablet.checkIn(1);
    open(hall);
    tablet.line.cut = true;
    await tablet.submit();
    await tablet.sees('sending', (view) => !view.connected);
    hall.boxClosed = true;
    hall.phase = 'closed';
    tablet.line.cut = false;
    expect(await tablet.stops()).toBe('closed-in-flight');
    expect(tablet.line.calls).toContain('isLogged');
  });

  it('aborts while tablets wait', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    await tablet.checkIn(1);
    hall.turn((h) => (h.phase = 'aborted'));
    expect(await tablet.stops()).toBe('aborted');
  });

  it('aborts before a ballot arrived: does not call it late', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    await tablet.checkIn(1);
    open(hall);
    tablet.line.cut = true;
    await tablet.submit();
    await tablet.sees('sending', (view) => !view.connected);
    hall.boxClosed = true;
    hall.phase = 'aborted';
    tablet.line.cut = false;
    expect(await tablet.stops()).toBe('aborted');
  });
});

describe('what must never happen', () => {
  it('nothing is sent that could not be saved', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    tablet.disk.full = true;
    tablet.scan(1);
    expect(await tablet.stops()).toBe('storage');
    expect(tablet.line.calls).toEqual([]);

    tablet.disk.full = false;
    tablet.do({ do: 'leave' });
    await tablet.checkIn(1);
    open(hall);
    await tablet.toReview();
    tablet.disk.full = true;
    tablet.do({ do: 'submit' });
    expect(await tablet.stops()).toBe('storage');
    expect(tablet.line.casts).toHaveLength(0);
  });

  it('a receipt that is not the log’s is no receipt', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    await tablet.checkIn(1);
    open(hall);
    tablet.crypto.receiptsHold = false;
    await tablet.submit();
    expect(await tablet.stops()).toBe('log-broken');
  });

  it('a token spent by others, or not confirmed, is said plainly', async () => {
    for (const [name, code, stop] of [
      ['TOKEN_SPENT', Code.AlreadyExists, 'token-spent'],
      ['TOKEN_REFUSED', Code.Unauthenticated, 'token-refused'],
    ] as const) {
      const hall = new Hall();
      const tablet = new Tablet(hall);
      await tablet.checkIn(1);
      open(hall);
      tablet.line.faults.push({ call: 'cast', when: 'before', error: refused(code, name) });
      await tablet.submit();
      expect(await tablet.stops()).toBe(stop);
    }
  });

  it('another slip’s state, or a damaged one, is not used', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    await tablet.checkIn(1);
    const [name, sealed] = [...tablet.disk.files][0] ?? ['', new Uint8Array()];
    for (const damaged of [sealed.slice(0, -1), sealed.map((byte) => byte ^ 1)]) {
      const again = tablet.powerCut();
      again.disk.files.set(name, damaged);
      again.scan(1);
      expect(await again.stops()).toBe('storage');
    }
  });

  it('a slip that was put away does nothing more', async () => {
    const hall = new Hall();
    hall.awake = new Set();
    const tablet = new Tablet(hall);
    tablet.scan(1);
    await tablet.sees('checking-in', () => tablet.line.calls.length > 0);
    tablet.do({ do: 'leave' });
    await tablet.sees('slip');
    hall.awake = new Set([1, 2]);
    await tablet.checkIn(2);
    expect(tablet.views.at(-1)?.stage).toBe('waiting');
    expect(hall.requests.size).toBe(2);
  });

  it('a broken log stops everything', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    await tablet.checkIn(1);
    tablet.machine.sessionBroken('root');
    expect(await tablet.stops()).toBe('log-broken');
  });

  it('a double tap makes no second ballot', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    await tablet.checkIn(1);
    open(hall);
    await tablet.sees('voting');
    tablet.do({ do: 'encrypt', choices: [0, 0, 0] });
    tablet.do({ do: 'encrypt', choices: [1, 1, 1] });
    await tablet.sees('review');
    tablet.do({ do: 'submit' });
    tablet.do({ do: 'submit' });
    await tablet.sees('accepted');
    expect(tablet.line.casts).toHaveLength(1);
    expect(SESSION).toHaveLength(32);
  });
});
