import { describe, expect, it } from 'vitest';

import { CallError, Code } from '../../../client/web/src/net/call_error.ts';
import { Hall, NO_NETWORK, refused, SESSION, slipOf, Tablet } from './world.ts';

function open(hall: Hall): void {
  hall.turn((h) => (h.phase = 'voting'));
}

describe('a sitting without accidents', () => {
  it('goes from the slip to the record', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    expect(tablet.view.stage).toBe('slip');
    await tablet.checkIn(1);
    open(hall);
    const review = await tablet.toReview([1, 1, 0]);
    tablet.do({ do: 'submit' });
    const accepted = await tablet.sees('accepted');
    expect(accepted.tracking).toEqual(review.tracking);
    expect(accepted.counted).toBe(false);
    hall.appendBatch();
    await tablet.sees('accepted', (view) => view.counted === true);
    expect(hall.box.size).toBe(1);
  });

  it('sends at a random moment of the window, after a last call on the old connection', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    await tablet.checkIn(1);
    open(hall);
    tablet.clock.fraction = 0.25;
    await tablet.submit();
    await tablet.sees('accepted');
    expect(tablet.clock.slept).toContain(2_500);
    const cast = tablet.line.calls.indexOf('cast');
    expect(tablet.line.calls[cast - 1]).toBe('status');
  });

  it('asks whoever typed the slip to compare the fingerprint', async () => {
    const tablet = new Tablet(new Hall());
    tablet.do({ do: 'slip', secret: slipOf(1) });
    await tablet.sees('fingerprint');
    expect(tablet.line.calls).toEqual([]);
    tablet.do({ do: 'fingerprint-agrees' });
    await tablet.sees('waiting');
  });

  it('stops where the fingerprint differs, and forgets the slip', async () => {
    const tablet = new Tablet(new Hall());
    tablet.do({ do: 'slip', secret: slipOf(1) });
    await tablet.sees('fingerprint');
    tablet.do({ do: 'fingerprint-differs' });
    expect(await tablet.stops()).toBe('other-session');
    expect(tablet.disk.files.size).toBe(0);
  });

  it('is the next deputy’s once the last is done, and keeps nothing but that they voted', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    await tablet.checkIn(1);
    await new Tablet(hall).checkIn(2);
    open(hall);
    await tablet.submit();
    await tablet.sees('accepted');
    const ballot = [...hall.box.values()][0];
    tablet.do({ do: 'finish' });
    const view = await tablet.sees('slip');
    expect(view.tracking).toBeUndefined();
    expect(view.draft).toBeUndefined();
    const kept = [...tablet.disk.files.values()][0]?.map((byte) => byte ^ 0x55);
    expect(Buffer.from(kept ?? []).includes(Buffer.from(ballot ?? [])), 'ballot kept').toBe(false);
    expect(tablet.crypto.keys.every(({ forgotten }) => forgotten)).toBe(true);
    tablet.scan(1);
    expect(await tablet.stops()).toBe('voted');
  });

  it('takes late deputies where the session does, straight to the ballot', async () => {
    const hall = new Hall();
    hall.lateCheckIn = true;
    hall.phase = 'voting';
    const tablet = new Tablet(hall);
    tablet.scan(1);
    await tablet.sees('voting');
  });
});

describe('a challenge', () => {
  it('opens the ballot that was shown, and the next is encrypted afresh', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    await tablet.checkIn(1);
    open(hall);
    const first = await tablet.toReview([0, 1, 0]);
    tablet.do({ do: 'test' });
    const tested = await tablet.sees('tested');
    expect(tested.opening).toBe(`opened ${first.tracking?.code}`);
    tablet.do({ do: 'submit' });
    tablet.do({ do: 'test' });
    await tablet.sees('tested');
    tablet.do({ do: 'change' });
    const second = await tablet.toReview([0, 1, 0]);
    expect(second.tracking).not.toEqual(first.tracking);
    tablet.do({ do: 'submit' });
    await tablet.sees('accepted');
    expect(hall.box.size).toBe(1);
    expect(tablet.line.casts).toHaveLength(1);
  });

  it('cannot follow a submission', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    await tablet.checkIn(1);
    open(hall);
    await tablet.toReview();
    tablet.do({ do: 'submit' });
    tablet.do({ do: 'test' });
    tablet.do({ do: 'submit' });
    tablet.do({ do: 'change' });
    await tablet.sees('accepted');
    expect(tablet.views.some(({ stage }) => stage === 'tested')).toBe(false);
    expect(hall.box.size).toBe(1);
  });
});

describe('a network that fails', () => {
  it('during check-in: says so and goes on with the same request', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    tablet.line.faults.push({ call: 'requestToken', when: 'before', error: NO_NETWORK });
    tablet.line.faults.push({ call: 'requestToken', when: 'after', error: NO_NETWORK });
    tablet.scan(1);
    await tablet.sees('waiting');
    expect(tablet.views.some(({ connected }) => !connected)).toBe(true);
    expect(tablet.view.connected).toBe(true);
    expect(hall.requests.size).toBe(1);
  });

  it('while the ballot is on its way: finishes by itself, with one ballot', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    await tablet.checkIn(1);
    open(hall);
    tablet.line.cut = true;
    await tablet.submit();
    await tablet.sees('sending', (view) => !view.connected);
    tablet.line.cut = false;
    await tablet.sees('accepted');
    expect(hall.box.size).toBe(1);
  });

  it('when the receipt is lost: the same bytes give it again', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    await tablet.checkIn(1);
    open(hall);
    tablet.line.faults.push({ call: 'cast', when: 'after', error: NO_NETWORK });
    await tablet.submit();
    await tablet.sees('accepted');
    expect(tablet.line.casts).toHaveLength(2);
    expect(tablet.line.casts[0]).toEqual(tablet.line.casts[1]);
  });

  it('waits as long as the server asks', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    const busy = new CallError(
      Code.ResourceExhausted,
      'busy',
      refused(Code.ResourceExhausted, 'OVERLOADED').refusal,
      7e3,
    );
    tablet.line.faults.push({ call: 'requestToken', when: 'before', error: busy });
    tablet.scan(1);
    await tablet.sees('waiting');
    expect(tablet.clock.slept).toContain(7_000);
  });

  it('waits for issuers that are away', async () => {
    const hall = new Hall();
    hall.awake = new Set([1]);
    const tablet = new Tablet(hall);
    tablet.scan(1);
    await tablet.sees('checking-in', () => tablet.line.calls.length > 3);
    hall.awake.add(2);
    await tablet.sees('waiting');
  });
});

describe('a power cut', () => {
  it('before the answer to the request: the same request again', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    tablet.line.faults.push({ call: 'requestToken', when: 'after', error: NO_NETWORK });
    tablet.clock.frozen = true;
    tablet.scan(1);
    await tablet.sees('checking-in', () => hall.requests.size === 1);
    const again = tablet.powerCut();
    again.scan(1);
    await again.sees('waiting');
  });

  it('while grading: the marks are still there', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    await tablet.checkIn(1);
    open(hall);
    await tablet.sees('voting');
    const before = [...tablet.disk.files.values()][0];
    tablet.do({ do: 'draft', choices: [1, -1, 0] });
    await tablet.sees('voting', () => [...tablet.disk.files.values()][0] !== before);
    const again = tablet.powerCut();
    again.scan(1);
    expect((await again.sees('voting')).draft).toEqual([1, -1, 0]);
  });

  it('after sealing: the same ballot is sent, and no other', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    await tablet.checkIn(1);
    open(hall);
    tablet.clock.frozen = true;
    await tablet.submit();
    const code = (await tablet.sees('sending')).tracking?.code;
    const again = tablet.powerCut();
    again.scan(1);
    expect((await again.sees('accepted')).tracking?.code).toBe(code);
    expect(hall.box.size).toBe(1);
    expect(again.views.some(({ stage }) => stage === 'voting')).toBe(false);
  });

  it('after the receipt: shows it again', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    await tablet.checkIn(1);
    open(hall);
    await tablet.submit();
    const { tracking } = await tablet.sees('accepted');
    const again = tablet.powerCut();
    again.scan(1);
    expect((await again.sees('accepted')).tracking).toEqual(tracking);
    expect(again.line.casts).toHaveLength(0);
  });
});

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
