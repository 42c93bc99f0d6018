// What officials sign is what the protocol says, and the log's reader takes it.
import { beforeAll, describe, expect, it } from 'vitest';
import { fromHex } from '../../../client/web/src/bytes';
import { countsHash } from '../../../client/web/src/crypto/identifiers';
import { sodiumReady } from '../../../client/web/src/crypto/sodium';
import * as statement from '../../../client/web/src/crypto/statement';
import { decodeEntry } from '../../../client/web/src/log/decode';
import { encodeEntry, type WrittenEntry } from '../../../client/web/src/log/encode';
import type { Manifest } from '../../../client/web/src/log/manifest';
import { OfficialKey } from '../../../client/web/src/official/key';
import * as orders from '../../../client/web/src/official/orders';
import { Refused } from '../../../client/web/src/refused';
import { CHAIR_SLIP, KEY_ID, ROOT, SESSION_ID, logState } from './log';

beforeAll(() => sodiumReady);

const HEAD = { size: 9, root: ROOT };
const OUTCOME = { ballots: 3, withheld: false, counts: [2, 1] };

function signs(order: orders.Order, said: statement.Statement, log = logState()): void {
  const key = OfficialKey.fromSlip(CHAIR_SLIP);
  const entry = order(log, key);
  expect(statement.verifyStatement(key.publicKey, SESSION_ID, said, entry.signature)).toBe(true);
  const read = decodeEntry(encodeEntry(entry), () => undefined) as WrittenEntry;
  expect(read.kind).toBe(entry.kind);
  expect(read.signature).toEqual(entry.signature);
}

describe('an order', () => {
  it('begins the check-in with the next version of the active set', () => {
    signs(orders.activeSetOrder([1, 3]), statement.activeSet(2, [1, 3]));
    const first = logState({ activeSet: undefined });
    signs(orders.activeSetOrder([1, 2]), statement.activeSet(1, [1, 2]), first);
  });

  it('opens with keys, active set and everybody checked in', () => {
    const hash = statement.activeSetHash(SESSION_ID, 1, [1, 2, 3]);
    signs(orders.openOrder, statement.open(KEY_ID, hash, 45));
  });

  it('does not open before the keys are there', () => {
    const key = OfficialKey.fromSlip(CHAIR_SLIP);
    expect(() => orders.openOrder(logState({ keyId: undefined }), key)).toThrow(Refused);
  });

  it('ends the vote', () => {
    signs(orders.closingOrder, statement.closing());
  });

  it('closes exactly what the quorum stands behind', () => {
    signs(orders.closeOrder, statement.close(HEAD), logState({ size: 12 }));
  });

  it('announces the counts, and none before there are some', () => {
    const log = logState({ outcome: OUTCOME });
    signs(orders.announceOrder, statement.announce(countsHash([2, 1])), log);
    const key = OfficialKey.fromSlip(CHAIR_SLIP);
    expect(() => orders.announceOrder(logState(), key)).toThrow(/no result/);
  });

  it('aborts with its reason', () => {
    signs(orders.abortOrder('停电'), statement.abort('停电'));
  });

  it('attests and objects to the tree with quorum', () => {
    signs(orders.zeroCheckOrder(2), statement.zeroCheck(HEAD));
    const log = logState({ outcome: OUTCOME });
    signs(orders.verifiedOrder(2), statement.verified(HEAD, countsHash([2, 1])), log);
    signs(orders.objectionOrder(2, '不一致'), statement.objection(HEAD, '不一致'));
  });

  it('is the same bytes again', () => {
    const bytes = () =>
      encodeEntry(orders.closeOrder(logState(), OfficialKey.fromSlip(CHAIR_SLIP)));
    expect(bytes()).toEqual(bytes());
  });
});

describe('an official’s key', () => {
  const official = (roles: readonly string[], signingKey: Uint8Array) =>
    ({ officials: [{ number: 1, name: '主持人', roles, signingKey }] }) as unknown as Manifest;

  it('is read from the printed code and from its QR code', () => {
    const scanned = 'https://10.0.0.1/#008J4CT4ANK7F24SNAXWSQFEZW' + '0'.repeat(52);
    expect(OfficialKey.fromSlip(scanned).publicKey).toEqual(
      OfficialKey.fromSlip(CHAIR_SLIP.toLowerCase()).publicKey,
    );
  });

  it('is refused with a wrong symbol', () => {
    expect(() => OfficialKey.fromSlip(CHAIR_SLIP.replace('8', '9'))).toThrow(Refused);
  });

  it('belongs to the official of the manifest who has the role', () => {
    const key = OfficialKey.fromSlip(CHAIR_SLIP);
    expect(key.officialIn(official(['chair'], key.publicKey), 'chair').name).toBe('主持人');
    expect(() => key.officialIn(official(['witness'], key.publicKey), 'chair')).toThrow(Refused);
    expect(() => key.officialIn(official(['chair'], fromHex('07'.repeat(32))), 'chair')).toThrow(
      Refused,
    );
  });

  it('signs nothing after it was wiped', () => {
    const key = OfficialKey.fromSlip(CHAIR_SLIP);
    key.wipe();
    expect(() => key.sign(SESSION_ID, statement.closing())).toThrow(Refused);
  });
});
