// An order is done once a quorum stands behind it; whatever can be repeated is.
import { beforeAll, describe, expect, it } from 'vitest';
import { sodiumReady } from '../../../client/web/src/crypto/sodium';
import { decodeEntry } from '../../../client/web/src/log/decode';
import { CallError } from '../../../client/web/src/net/call_error';
import { Desk, type DeskCalls } from '../../../client/web/src/official/desk';
import { OfficialKey } from '../../../client/web/src/official/key';
import { closeOrder, closingOrder } from '../../../client/web/src/official/orders';
import { CHAIR_SLIP, MovedLog, logState } from './log';

beforeAll(() => sodiumReady);

// Status codes of gRPC.
const PERMISSION_DENIED = 7;
const FAILED_PRECONDITION = 9;
const UNAVAILABLE = 14;

function deskOf(log: MovedLog, calls: Partial<DeskCalls>): Desk {
  const none = (): never => {
    throw new Error('not expected');
  };
  return new Desk({
    log,
    calls: { submit: none, box: none, ...calls },
    key: OfficialKey.fromSlip(CHAIR_SLIP),
    signal: new AbortController().signal,
  });
}

describe('the desk', () => {
  it('waits until a quorum stands behind the order', async () => {
    const log = new MovedLog(logState());
    let done = false;
    const given = deskOf(log, { submit: () => Promise.resolve(9n) })
      .give(closingOrder)
      .then(() => (done = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(done).toBe(false);
    log.grow(10);
    await given;
    expect(done).toBe(true);
  });

  it('sends the same bytes again when the server was away', async () => {
    const sent: string[] = [];
    const log = new MovedLog(logState());
    await deskOf(log, {
      submit: (entry) => {
        sent.push(entry.join());
        return sent.length < 3
          ? Promise.reject(new CallError(UNAVAILABLE, 'away'))
          : Promise.resolve(8n);
      },
    }).give(closingOrder);
    expect(sent).toHaveLength(3);
    expect(new Set(sent).size).toBe(1);
  });

  it('makes the order anew when the log has moved on', async () => {
    const log = new MovedLog(logState());
    const sizes: bigint[] = [];
    await deskOf(log, {
      submit: (bytes) => {
        const entry = decodeEntry(bytes, () => undefined);
        sizes.push(entry.kind === 'close' ? entry.size : 0n);
        log.grow(12);
        return sizes.length === 1
          ? Promise.reject(new CallError(FAILED_PRECONDITION, 'a ballot stands behind it'))
          : Promise.resolve(11n);
      },
    }).give(closeOrder);
    expect(sizes).toEqual([9n, 12n]);
  });

  it('gives up what the server refuses for good', async () => {
    const refused = new CallError(PERMISSION_DENIED, 'not the chair');
    const desk = deskOf(new MovedLog(logState()), { submit: () => Promise.reject(refused) });
    await expect(desk.give(closingOrder)).rejects.toBe(refused);
  });

  it('signs nothing upon a log that failed', async () => {
    const failure = { item: 'root', words: { zh: '', en: '' } } as never;
    const desk = deskOf(new MovedLog(logState({ failure })), {});
    await expect(desk.give(closingOrder)).rejects.toThrow(/no verified log/);
  });

  it('waits for the box, and for all that it held to be under the quorum here', async () => {
    const log = new MovedLog(logState({ ballots: 30, size: 20 }));
    let asked = 0;
    let done = false;
    const waited = deskOf(log, {
      box: () => Promise.resolve({ closed: ++asked > 2, returned: 44 }),
    })
      .waitForBox()
      .then(() => (done = true));
    await expect.poll(() => asked, { timeout: 60_000 }).toBe(3);
    log.move({ ballots: 44, size: 34 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(done).toBe(false);
    log.grow(34);
    await waited;
  });
});
