// The tampered records of tests/tamper: this verifier must stop at the very item
// that each names, and accept what is odd but legal.
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../../client/web/src/bytes';
import { auditRecord } from '../../../client/web/src/log/audit';
import { LogFollower } from '../../../client/web/src/log/follower';
import { TAMPER_RECORDS, readFolder, writeCorpus } from './records';

const cases = writeCorpus();
const legal = cases.filter(({ verdict }) => verdict !== 'FAIL');

describe.skipIf(TAMPER_RECORDS === undefined)('the tampered corpus', () => {
  test('is all there', () => {
    expect(cases.length).toBeGreaterThan(150);
    expect(legal.length).toBeGreaterThan(10);
  });

  for (const { name, verdict, item, fingerprint, change, folder: at } of cases) {
    test(`${name}: ${change} ${verdict} at ${item}`, async () => {
      const given = fingerprint === '-' ? undefined : fromHex(fingerprint);
      const found = (await auditRecord(await readFolder(at), given)).verdict;
      const named = found.first ?? { item: 'none', status: 'pass', words: { en: '' } };
      const status = { pass: 'PASS', fail: 'FAIL', unchecked: 'NOT CHECKED' }[found.status];
      expect({ status, item: named.item, why: named.words.en }).toEqual({
        status: verdict,
        item: verdict === 'PASS' ? 'none' : item,
        why: named.words.en,
      });
    });
  }

  test.each(legal)('light mode refuses nothing of $name', async ({ folder: at }) => {
    const { leaves, blobs, checkpoint } = await readFolder(at);
    const log = new LogFollower({
      kind: 'light',
      fetchBlob: (hash) => Promise.resolve(blobs.get(toHex(hash)) ?? new Uint8Array(0)),
    });
    await log.take({ leaves, signedCheckpoint: checkpoint, quorumCheckpoint: checkpoint });
    expect(log.failure).toBeUndefined();
    expect(log.next).toBe(leaves.length);
  });
});
