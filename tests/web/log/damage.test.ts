// A genuine record with bytes changed at random: it never verifies, nothing
// crashes, and what is refused is refused as outside input.
import { describe, expect, test } from 'vitest';
import { fromHex } from '../../../client/web/src/bytes';
import { sodiumReady } from '../../../client/web/src/crypto/sodium';
import { auditRecord } from '../../../client/web/src/log/audit';
import { decodeEntry } from '../../../client/web/src/log/decode';
import type { RecordFiles } from '../../../client/web/src/log/record';
import { Refused } from '../../../client/web/src/refused';
import { TAMPER_RECORDS, caseOf, readFolder, writeCorpus } from './records';

await sodiumReady;
const cases = writeCorpus('honest');

async function honest(): Promise<{ files: RecordFiles; fingerprint: Uint8Array }> {
  const { folder, fingerprint } = caseOf(cases, 'honest');
  return { files: await readFolder(folder), fingerprint: fromHex(fingerprint) };
}

/** A generator of our own, so that a failure can be run again. */
function randoms(seed: number): () => number {
  let x = seed;
  return () => {
    x = (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0;
    return x / 2 ** 32;
  };
}

function damaged(bytes: Uint8Array, random: () => number): Uint8Array {
  const at = Math.floor(random() * bytes.length);
  const kind = Math.floor(random() * 4);
  const rest = [...bytes];
  const byte = Math.floor(random() * 255) + 1;
  if (kind === 0) {
    rest.splice(at, 1 + Math.floor(random() * 40));
  } else if (kind === 1) {
    rest.splice(at, 0, ...rest.slice(at, at + 20), byte);
  } else {
    rest[at] = (rest[at] ?? 0) ^ byte;
  }
  return Uint8Array.from(rest);
}

/** A note's text, up to the empty line before its signatures. */
function signedText(note: Uint8Array): string {
  return Buffer.from(note).toString('latin1').split('\n\n')[0] ?? '';
}

describe.skipIf(TAMPER_RECORDS === undefined)('random damage', () => {
  test('of a leaf never verifies, and never crashes', async () => {
    const { files, fingerprint } = await honest();
    const random = randoms(2026);
    const stops = new Set<string>();
    for (let run = 0; run < 120; run++) {
      const leaves = [...files.leaves];
      const at = Math.floor(random() * leaves.length);
      leaves[at] = damaged(leaves[at] ?? new Uint8Array(0), random);
      const { verdict } = await auditRecord({ ...files, leaves }, fingerprint);
      expect(verdict.status, `run ${run}, leaf ${at}`).toBe('fail');
      verdict.items.forEach(({ item, status }) => status === 'fail' && stops.add(item));
    }
    // Not the root alone: what the leaves say stops it too.
    expect(stops.size).toBeGreaterThan(4);
  });

  test('of a checkpoint or a blob never verifies, and never crashes', async () => {
    const { files, fingerprint } = await honest();
    const random = randoms(7);
    let refused = 0;
    for (let run = 0; run < 60; run++) {
      const checkpoint = damaged(files.checkpoint, random);
      const { verdict } = await auditRecord({ ...files, checkpoint }, fingerprint);
      if (verdict.status === 'pass') {
        // Some damage is none: a line of nobody's may be anything. What the
        // lines sign may not.
        expect(signedText(checkpoint), `run ${run}`).toBe(signedText(files.checkpoint));
        expect(verdict.items.find(({ item }) => item === 'quorum')?.status).toBe('pass');
      } else {
        refused++;
      }
      const blobs = new Map([...files.blobs].map(([name, one]) => [name, damaged(one, random)]));
      expect((await auditRecord({ ...files, blobs }, fingerprint)).verdict.status).toBe('fail');
    }
    expect(refused).toBeGreaterThan(30);
  });

  test('of a leaf alone is refused as what it is, or read', async () => {
    const { files } = await honest();
    const random = randoms(99);
    const outcomes = { read: 0, refused: 0 };
    for (let run = 0; run < 20_000; run++) {
      const leaf = files.leaves[Math.floor(random() * files.leaves.length)];
      try {
        decodeEntry(damaged(leaf?.subarray(0, 300) ?? new Uint8Array(0), random), () => undefined);
        outcomes.read++;
      } catch (error) {
        expect(error).toBeInstanceOf(Refused);
        outcomes.refused++;
      }
    }
    expect(outcomes.read).toBeGreaterThan(1_000);
    expect(outcomes.refused).toBeGreaterThan(1_000);
  });
});
