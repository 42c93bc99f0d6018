// A whole sitting as the real programs log it: followed, and looked up.
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../../client/web/src/bytes';
import { trackingCode, trackingDigest } from '../../../client/web/src/crypto/identifiers';
import { sodiumReady } from '../../../client/web/src/crypto/sodium';
import { decodeEntry } from '../../../client/web/src/log/decode';
import { findBallot } from '../../../client/web/src/log/find';
import { LogFollower } from '../../../client/web/src/log/follower';
import { FollowerHost } from '../../../client/web/src/log/host';
import type { CountingKind } from '../../../client/web/src/log/counting';
import { layoutOf } from '../../../client/web/src/log/layout';
import type { Manifest } from '../../../client/web/src/log/manifest';
import type { Port } from '../../../client/web/src/log/protocol';
import type { RecordFiles } from '../../../client/web/src/log/record';
import { RemoteFollower } from '../../../client/web/src/log/remote';
import { tabletStanding } from '../../../client/web/src/log/view';
import { piece } from './hall';
import { TAMPER_RECORDS, caseOf, readFile, readFolder, writeCorpus } from './records';

await sodiumReady;
const cases = writeCorpus('honest', 'ballot-spoilt', 'given-up');

const record = (name: string): Promise<RecordFiles> => readFolder(caseOf(cases, name).folder);

function blobOf(files: RecordFiles): (hash: Uint8Array) => Promise<Uint8Array> {
  return (hash) => Promise.resolve(files.blobs.get(toHex(hash)) ?? new Uint8Array(0));
}

async function follow(name: string, kind: CountingKind, upTo?: number): Promise<LogFollower> {
  const files = await record(name);
  const follower = new LogFollower({
    kind,
    fetchBlob: blobOf(files),
    expected: fromHex(caseOf(cases, name).fingerprint),
  });
  for (const leaf of files.leaves.slice(0, upTo)) {
    await follower.take(piece([leaf]));
  }
  if (upTo === undefined) {
    await follower.take(piece([], files.checkpoint, files.checkpoint));
  }
  await follower.settled();
  return follower;
}

function parsed({ session }: LogFollower): Manifest {
  if (session === undefined) {
    throw new Error('no leaf 0');
  }
  return session.manifest;
}

/** Tracking codes of all ballots, with their leaves. */
async function codesIn(name: string): Promise<{ leaf: number; code: string }[]> {
  const { session } = await follow(name, 'light');
  const { leaves } = await record(name);
  return leaves.flatMap((bytes, leaf) => {
    const entry = decodeEntry(bytes, () => undefined);
    if (entry.kind !== 'ballot' || session === undefined) {
      return [];
    }
    const m = layoutOf(session.manifest).ciphertexts;
    const a = entry.ballot.subarray(64, 96);
    const b = entry.ballot.subarray(96, 96 + 32 * m);
    return [{ leaf, code: trackingCode(trackingDigest(session.sessionId, a, [b])) }];
  });
}

describe.skipIf(TAMPER_RECORDS === undefined)('a genuine log', () => {
  test('is followed to its end, and every item passes', async () => {
    const log = await follow('honest', 'full');
    expect(log.failure).toBeUndefined();
    expect(log.verdict().first?.words.en).toBeUndefined();
    expect(log.verdict().status).toBe('pass');
    const { state } = log;
    expect(state).toMatchObject({ phase: 'announced', present: 4, ballots: 4, judged: 4 });
    expect(state?.returned).toBe(4);
    expect(state?.outcome?.counts).toHaveLength(12);
    expect(state?.verified.length).toBeGreaterThan(0);
  });

  test('passes in light mode but for what it does not verify', async () => {
    const log = await follow('honest', 'light');
    expect(log.failure).toBeUndefined();
    expect(log.state).toMatchObject({ phase: 'announced', judged: 0, returned: 4 });
    const open = log.verdict().items.filter(({ status }) => status !== 'pass');
    expect(open.map(({ item }) => item)).toEqual([
      'ballots',
      'ballot-count',
      'token-audit',
      'tally-shares',
      'counts',
    ]);
  });

  test('has the same phases in both modes, leaf by leaf', async () => {
    const files = await record('honest');
    const phases = async (kind: CountingKind): Promise<(string | undefined)[]> => {
      const log = new LogFollower({ kind, fetchBlob: blobOf(files) });
      const seen: (string | undefined)[] = [];
      for (const leaf of files.leaves) {
        await log.take(piece([leaf]));
        seen.push(log.state?.phase);
      }
      return seen;
    };
    const full = await phases('full');
    expect(full.at(-1)).toBe('announced');
    expect(await phases('light')).toEqual(full);
  });

  test('gives nothing as passed before it is there', async () => {
    const log = await follow('honest', 'full', 30);
    expect(log.failure).toBeUndefined();
    expect(log.verdict().status).toBe('unchecked');
    const counts = log.verdict().items.find(({ item }) => item === 'counts');
    expect(counts?.status).toBe('unchecked');
  });

  test('lets a tablet go as far as a quorum stands behind it', async () => {
    const files = await record('honest');
    const log = await follow('honest', 'light');
    const { session, heads } = log;
    expect(session && heads && tabletStanding(session, heads)).toEqual({
      ready: true,
      opened: true,
    });
    expect(session?.ceremonies.tally.keys).toHaveLength(layoutOf(parsed(log)).ciphertexts);
    expect(session?.requests.get(1)).toHaveLength(32);
    expect(session?.requests.get(5)).toBeUndefined();
    // The same leaves without a cosigned checkpoint are nobody's word.
    const alone = await follow('honest', 'light', files.leaves.length);
    expect(alone.session && alone.heads && tabletStanding(alone.session, alone.heads)).toEqual({
      ready: false,
      opened: false,
    });
  });

  test('says a spoilt ballot is void, and whose it is by its code', async () => {
    const log = await follow('ballot-spoilt', 'full');
    expect(log.verdict().status).toBe('pass');
    const [first, second] = await codesIn('ballot-spoilt');
    expect(log.state?.voided).toEqual([{ leaf: first?.leaf, why: 'proof' }]);
    expect(log.state?.remarks.map(({ words }) => words.en).join()).toContain('void ballot');
    expect(log.look(first?.code ?? '')).toEqual({ found: 'void', leaf: first?.leaf });
    expect(log.look(second?.code ?? '')).toEqual({ found: 'good', leaf: second?.leaf });
    expect(log.look('0000-0000-0000-0000')).toEqual({ found: 'no' });
  });

  test('is searched for a code from its tiles', async () => {
    const { folder: at, fingerprint } = caseOf(cases, 'ballot-spoilt');
    const files = await record('ballot-spoilt');
    const source = {
      file: async (path: string) => (await readFile(at, path)) ?? new Uint8Array(0),
      blob: blobOf(files),
    };
    const [first, second] = await codesIn('ballot-spoilt');
    const spoilt = await findBallot(source, first?.code ?? '', fingerprint);
    expect(spoilt.looked).toEqual({ found: 'void', leaf: first?.leaf });
    const good = await findBallot(source, second?.code ?? '');
    expect(good.looked).toEqual({ found: 'good', leaf: second?.leaf });
    expect(good.state.fingerprint).toBe(fingerprint);
    expect((await findBallot(source, '0000-0000-0000-0000')).looked.found).toBe('no');
    await expect(findBallot(source, '', '00'.repeat(32))).rejects.toThrow('another session');
  });

  test('says that a session was given up', async () => {
    const log = await follow('given-up', 'full');
    expect(log.state).toMatchObject({ phase: 'aborted', abortReason: 'fire alarm' });
    expect(log.verdict().first).toMatchObject({ item: 'requests', status: 'unchecked' });
  });
});

describe.skipIf(TAMPER_RECORDS === undefined)('a follower in a worker', () => {
  test('says what one here says', async () => {
    const files = await record('honest');
    const { port1, port2 } = new MessageChannel();
    new FollowerHost(port1 as unknown as Port);
    const saved: string[] = [];
    const log = new RemoteFollower(port2 as unknown as Port, {
      kind: 'full',
      fetchBlob: blobOf(files),
      expected: fromHex(caseOf(cases, 'honest').fingerprint),
      heads: {
        load: () => Promise.resolve(undefined),
        save: (of) => Promise.resolve(void saved.push(of)),
      },
    });
    let lines = 0;
    log.subscribe((_, more) => (lines += more.length));
    await log.take(piece(files.leaves, files.checkpoint, files.checkpoint));
    expect(log.next).toBe(files.leaves.length);
    expect(log.verdict.status).toBe('pass');
    expect(log.state?.phase).toBe('announced');
    expect(lines).toBe(files.leaves.length);
    expect(saved).toEqual([caseOf(cases, 'honest').fingerprint]);
    const [first] = await codesIn('honest');
    expect(await log.look(first?.code ?? '')).toEqual({ found: 'good', leaf: first?.leaf });
    port1.close();
    port2.close();
  });

  test('hands on what a blob could not be had for', async () => {
    const files = await record('honest');
    const { port1, port2 } = new MessageChannel();
    new FollowerHost(port1 as unknown as Port);
    const offline = new Error('offline');
    const log = new RemoteFollower(port2 as unknown as Port, {
      kind: 'light',
      fetchBlob: () => Promise.reject(offline),
    });
    await expect(log.take(piece(files.leaves))).rejects.toBe(offline);
    expect(log.next).toBe(0);
    port1.close();
    port2.close();
  });
});

test('a worker that dies lets nobody wait', async () => {
  const { port1, port2 } = new MessageChannel();
  const log = new RemoteFollower(port2 as unknown as Port, {
    kind: 'light',
    fetchBlob: () => Promise.resolve(new Uint8Array(0)),
  });
  const waiting = log.take(piece([]));
  port2.dispatchEvent(new Event('error') as never);
  await expect(waiting).rejects.toThrow('stopped');
  await expect(log.rewind()).rejects.toThrow('stopped');
  port1.close();
  port2.close();
});
