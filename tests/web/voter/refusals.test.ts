// Where a deputy's way ends early, and with which words: by the slip, by the
// chair, or because something happened that never may.
import { describe, expect, it } from 'vitest';
import { Code } from '../../../client/web/src/net/call_error.ts';
import { checkedIn, cutOff, voting } from './beginnings.ts';
import { Hall, refused } from './hall.ts';
import { slipOf } from './plain_crypto.ts';
import { Tablet } from './tablet.ts';

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
    await tablet.idles();
    expect(tablet.view).toMatchObject({ stage: 'stopped', stop: 'log-broken' });
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
    const { hall, tablet } = await checkedIn();
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
    const { hall, tablet } = await checkedIn();
    hall.turn((h) => (h.activeIssuers = [2, 3]));
    await tablet.sees('waiting', () => tablet.line.calls.length >= 2);
    hall.open();
    await tablet.submit();
    await tablet.sees('accepted');
  });

  it('closes before the deputy submits', async () => {
    const { hall, tablet } = await voting();
    await tablet.toReview();
    hall.say('closing');
    expect(await tablet.stops()).toBe('closed-before');
    expect(tablet.line.casts).toHaveLength(0);
  });

  it('closes while the ballot is in flight: sealed ballots still arrive', async () => {
    const { hall, tablet } = await voting();
    tablet.clock.frozen = true;
    await tablet.submit();
    await tablet.sees('sending');
    hall.say('closing');
    tablet.clock.frozen = false;
    await tablet.sees('accepted');
  });

  it('closes before it arrived: says so, after looking into the record', async () => {
    const { hall, tablet } = await cutOff();
    hall.end('closed');
    tablet.line.cut = false;
    expect(await tablet.stops()).toBe('closed-in-flight');
    expect(tablet.line.calls).toContain('isLogged');
  });

  it('aborts while tablets wait', async () => {
    const { hall, tablet } = await checkedIn();
    hall.turn((h) => (h.phase = 'aborted'));
    expect(await tablet.stops()).toBe('aborted');
  });

  it('aborts before a ballot arrived: does not call it late', async () => {
    const { hall, tablet } = await cutOff();
    hall.end('aborted');
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
    hall.open();
    await tablet.toReview();
    tablet.disk.full = true;
    tablet.do({ do: 'submit' });
    expect(await tablet.stops()).toBe('storage');
    expect(tablet.line.casts).toHaveLength(0);
  });

  it('a receipt that is not the log’s is no receipt', async () => {
    const { tablet } = await voting();
    tablet.crypto.receiptsHold = false;
    await tablet.submit();
    expect(await tablet.stops()).toBe('log-broken');
  });

  it('a token spent by others, or not confirmed, is said plainly', async () => {
    for (const [name, code, stop] of [
      ['TOKEN_SPENT', Code.AlreadyExists, 'token-spent'],
      ['TOKEN_REFUSED', Code.Unauthenticated, 'token-refused'],
    ] as const) {
      const { tablet } = await voting();
      tablet.line.faults.push({ call: 'cast', when: 'before', error: refused(code, name) });
      await tablet.submit();
      expect(await tablet.stops()).toBe(stop);
    }
  });

  it('another slip’s state, or a damaged one, is not used', async () => {
    let { tablet } = await checkedIn();
    const [name, sealed] = tablet.disk.only();
    const anothers = sealed.slice();
    anothers.set(slipOf(2));
    for (const wrong of [anothers, sealed.slice(0, -1), sealed.map((byte) => byte ^ 1)]) {
      tablet = tablet.powerCut();
      tablet.disk.files.set(name, wrong);
      tablet.scan(1);
      expect(await tablet.stops()).toBe('storage');
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
    const asked = tablet.line.calls.length;
    await tablet.idles();
    expect(tablet.line.calls).toHaveLength(asked);
    expect(tablet.view.stage).toBe('slip');
    await tablet.checkIn(2);
    await tablet.idles();
    expect(tablet.view.stage).toBe('waiting');
    expect(hall.requests.size).toBe(2);
  });

  it('a broken log stops everything', async () => {
    const { tablet } = await checkedIn();
    tablet.machine.sessionBroken('root');
    expect(await tablet.stops()).toBe('log-broken');
  });

  it('a double tap makes no second ballot', async () => {
    const { tablet } = await voting();
    tablet.do({ do: 'encrypt', choices: [0, 0, 0] });
    tablet.do({ do: 'encrypt', choices: [1, 1, 1] });
    await tablet.sees('review');
    tablet.do({ do: 'submit' });
    tablet.do({ do: 'submit' });
    await tablet.sees('accepted');
    await tablet.idles();
    expect(tablet.line.casts).toHaveLength(1);
    const codes = tablet.views.flatMap(({ tracking }) => tracking?.code ?? []);
    expect(new Set(codes).size).toBe(1);
  });
});
