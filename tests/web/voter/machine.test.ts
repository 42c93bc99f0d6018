// A deputy's whole way, and how it goes on by itself after whatever a network or
// a tablet's battery does.
import { describe, expect, it } from 'vitest';
import { CallError, Code } from '../../../client/web/src/net/call_error.ts';
import { checkedIn, cutOff, voting } from './beginnings.ts';
import { Hall, refused } from './hall.ts';
import { NO_NETWORK } from './line.ts';
import { plainOf, slipOf } from './plain_crypto.ts';
import { Tablet } from './tablet.ts';

describe('a sitting without accidents', () => {
  it('goes from the slip to the record', async () => {
    const hall = new Hall();
    const tablet = new Tablet(hall);
    expect(tablet.view.stage).toBe('slip');
    await tablet.checkIn(1);
    hall.open();
    const code = await tablet.toReview([1, 1, 0]);
    tablet.do({ do: 'submit' });
    expect(await tablet.codeAt('accepted')).toBe(code);
    expect(tablet.view.counted).toBe(false);
    hall.appendBatch();
    await tablet.sees('accepted', (view) => view.counted === true);
    expect(hall.box.size).toBe(1);
  });

  it('sends at a random moment of the window, after a last call on the old connection', async () => {
    const { tablet } = await voting();
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
    const secret = slipOf(1);
    tablet.do({ do: 'slip', secret });
    await tablet.sees('fingerprint');
    tablet.do({ do: 'fingerprint-differs' });
    expect(await tablet.stops()).toBe('other-session');
    expect(secret, 'wiped').toEqual(new Uint8Array(secret.length));
    expect(tablet.disk.files.size).toBe(0);
  });

  it('is the next deputy’s once the last is done, and keeps nothing but that they voted', async () => {
    const { hall, tablet } = await checkedIn();
    await new Tablet(hall).checkIn(2);
    hall.open();
    await tablet.submit();
    await tablet.sees('accepted');
    const [ballot] = [...hall.box.values()];
    const keeps = (): boolean =>
      Buffer.from(plainOf(tablet.disk.only()[1])).includes(Buffer.from(ballot!));
    expect(keeps(), 'its ballot, as long as it may be needed').toBe(true);
    tablet.do({ do: 'finish' });
    const view = await tablet.sees('slip');
    expect(view.tracking).toBeUndefined();
    expect(view.draft).toBeUndefined();
    expect(keeps(), 'its ballot').toBe(false);
    expect(tablet.crypto.keys.map(({ forgotten }) => forgotten)).toEqual([true]);
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
    const { hall, tablet } = await voting();
    const first = await tablet.toReview([0, 1, 0]);
    tablet.do({ do: 'test' });
    const tested = await tablet.sees('tested');
    expect(tested.opening).toBe(`opened ${first}`);
    tablet.do({ do: 'submit' });
    tablet.do({ do: 'test' });
    await tablet.sees('tested');
    tablet.do({ do: 'change' });
    const second = await tablet.toReview([0, 1, 0]);
    expect(second).not.toBe(first);
    tablet.do({ do: 'submit' });
    await tablet.sees('accepted');
    expect(hall.box.size).toBe(1);
    expect(tablet.line.casts).toHaveLength(1);
  });

  it('cannot follow a submission', async () => {
    const { hall, tablet } = await voting();
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
    const { hall, tablet } = await cutOff();
    tablet.line.cut = false;
    await tablet.sees('accepted');
    expect(hall.box.size).toBe(1);
  });

  it('when the receipt is lost: the same bytes give it again', async () => {
    const { tablet } = await voting();
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
    const { tablet } = await voting();
    const [, before] = tablet.disk.only();
    tablet.do({ do: 'draft', choices: [1, -1, 0] });
    await tablet.sees('voting', () => tablet.disk.only()[1] !== before);
    const again = tablet.powerCut();
    again.scan(1);
    expect((await again.sees('voting')).draft).toEqual([1, -1, 0]);
  });

  it('after sealing: the same ballot is sent, and no other', async () => {
    const { hall, tablet } = await voting();
    tablet.clock.frozen = true;
    await tablet.submit();
    const code = await tablet.codeAt('sending');
    const again = tablet.powerCut();
    again.scan(1);
    expect(await again.codeAt('accepted')).toBe(code);
    expect(hall.box.size).toBe(1);
    expect(again.views.some(({ stage }) => stage === 'voting')).toBe(false);
  });

  it('after the receipt: shows it again', async () => {
    const { tablet } = await voting();
    await tablet.submit();
    const code = await tablet.codeAt('accepted');
    const again = tablet.powerCut();
    again.scan(1);
    expect(await again.codeAt('accepted')).toBe(code);
    expect(again.line.casts).toHaveLength(0);
  });
});
