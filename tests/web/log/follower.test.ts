// A follower believes leaves that are legal, under checkpoints that fit them, and
// says with evidence when a log has a second history.
import { describe, expect, test } from 'vitest';
import { concat, fromUtf8, toHex, utf8 } from '../../../client/web/src/bytes';
import { readCheckpoint } from '../../../client/web/src/log/checkpoint';
import { type FollowerOptions, LogFollower } from '../../../client/web/src/log/follower';
import type { HeadStore } from '../../../client/web/src/log/heads';
import { tabletStanding } from '../../../client/web/src/log/view';
import {
  CHAIR,
  LEAF_0,
  ROSTER,
  SESSION_ID,
  checkpoint,
  objection,
  pair,
  piece,
  rootOf,
} from './hall';

const QUORUM = { witnesses: [1, 2, 3] };

function follower(more: Partial<FollowerOptions> = {}): LogFollower {
  return new LogFollower({ kind: 'full', fetchBlob: () => Promise.resolve(ROSTER), ...more });
}

function store(): HeadStore & { note: Uint8Array | undefined } {
  return {
    note: undefined,
    load() {
      return Promise.resolve(this.note);
    },
    save(_, note) {
      this.note = note;
      return Promise.resolve();
    },
  };
}

const A = [LEAF_0, objection('a')];
const AB = [...A, objection('b')];
const AC = [...A, objection('c')];

describe('a follower', () => {
  test('takes leaves and checkpoints as they grow', async () => {
    const log = follower();
    await log.take(piece(A, checkpoint(A), checkpoint(A, QUORUM)));
    await log.take(piece(AB.slice(2), checkpoint(AB), checkpoint(AB, QUORUM)));
    expect(log.failure).toBeUndefined();
    expect(log.next).toBe(3);
    expect(log.state?.quorum?.size).toBe(3);
    expect(log.state?.quorum?.cosigners).toEqual([1, 2, 3]);
    expect(log.state?.objections.map(({ text }) => text)).toEqual(['a', 'b']);
  });

  test('tells its listeners what each leaf is', async () => {
    const log = follower();
    const lines: string[] = [];
    log.subscribe((_, more) => lines.push(...more.map(({ words }) => words.en)));
    await log.take(piece(A));
    expect(lines[0]).toContain('manifest');
    expect(lines[1]).toBe('official 2 (监票人) objects: a');
  });

  test('refuses another session than the one on paper', async () => {
    const log = follower({ expected: new Uint8Array(32) });
    await expect(log.take(piece(A))).rejects.toThrow('another session');
    expect(log.failure?.item).toBe('fingerprint');
    expect(log.state).toBeUndefined();
  });

  test('takes the session on paper', async () => {
    const log = follower({ expected: SESSION_ID });
    await log.take(piece(A, checkpoint(A), checkpoint(A, QUORUM)));
    const item = log.verdict().items.find(({ item: name }) => name === 'fingerprint');
    expect(item?.status).toBe('pass');
  });

  test('names the leaf that is illegal, and stops there', async () => {
    const log = follower();
    await log.take(piece([...A, objection('forged', CHAIR), objection('b')]));
    expect(log.failure).toMatchObject({ item: 'signatures', leaf: 2 });
    expect(log.verdict().first?.words.en).toContain('leaf 2: objection: the signature is not');
    await log.take(piece([objection('b')]));
    expect(log.next).toBe(2);
  });

  test('refuses a leaf with an unknown field', async () => {
    const log = follower();
    await log.take(piece([LEAF_0, concat(objection('a'), Uint8Array.of(0x98, 0x06, 1))]));
    expect(log.failure).toMatchObject({ item: 'entries', leaf: 1 });
    expect(log.failure?.words.en).toContain('unknown field');
  });

  test('goes on from where it was when a blob could not be had', async () => {
    let there = false;
    const log = follower({
      fetchBlob: () => (there ? Promise.resolve(ROSTER) : Promise.reject(new Error('offline'))),
    });
    await expect(log.take(piece(A))).rejects.toThrow('offline');
    expect(log.next).toBe(0);
    there = true;
    await log.take(piece(A));
    expect(log.next).toBe(2);
  });

  test('refuses another roster than the manifest names', async () => {
    const log = follower({ fetchBlob: () => Promise.resolve(ROSTER.slice(1)) });
    await expect(log.take(piece(A))).rejects.toThrow('not the one');
    expect(log.failure?.item).toBe('manifest');
  });
});

describe('checkpoints', () => {
  test('a fork: a signed checkpoint of other leaves, with evidence', async () => {
    const log = follower();
    const [first, second] = [checkpoint(A, QUORUM), checkpoint(AC)];
    await log.take(piece(A, checkpoint(A), first));
    await log.take(piece(AB.slice(2), second));
    expect(log.failure?.item).toBe('root');
    expect(log.failure?.words.en).toContain('forked');
    const ours = { size: 3, root: toHex(rootOf(AB)) };
    expect(log.failure?.evidence).toEqual({ ...ours, note: second, earlier: first });
    expect(readCheckpoint(second).root).toEqual(rootOf(AC));
  });

  test('a leaf that was changed after it was signed', async () => {
    const heads = store();
    const first = follower({ heads });
    await first.take(piece(AB, checkpoint(AB), checkpoint(AB, QUORUM)));
    const second = follower({ heads });
    await second.take(piece(AC, checkpoint(AC), checkpoint(AC, QUORUM)));
    expect(second.failure?.item).toBe('root');
    expect(heads.note).toEqual(checkpoint(AB, QUORUM));
    expect(second.failure?.evidence?.note).toEqual(heads.note);
  });

  test('a device that accepted more waits until it sees that much', async () => {
    const heads = store();
    await follower({ heads }).take(piece(AB, checkpoint(AB), checkpoint(AB, QUORUM)));
    const log = follower({ heads });
    await log.take(piece(A, checkpoint(A), checkpoint(A, QUORUM)));
    expect(log.failure).toBeUndefined();
    expect(log.state?.quorum).toBeUndefined();
    await log.take(piece(AB.slice(2), checkpoint(AB), checkpoint(AB, QUORUM)));
    expect(log.state?.quorum?.size).toBe(3);
  });

  test('a memory that is damaged is no memory', async () => {
    const heads = store();
    heads.note = utf8('rubbish');
    const log = follower({ heads });
    await log.take(piece(A, checkpoint(A), checkpoint(A, QUORUM)));
    expect(log.failure).toBeUndefined();
    expect(log.state?.quorum?.size).toBe(2);
  });

  test('one that covers leaves that were not sent', async () => {
    const log = follower();
    await log.take(piece(A, checkpoint(AB)));
    expect(log.failure?.words.en).toContain('only 2 were sent');
  });

  const bad: readonly [string, Uint8Array, string, string][] = [
    ['without a quorum', checkpoint(A, { witnesses: [1, 2] }), 'quorum', 'it takes 3'],
    ['with a witness twice', checkpoint(A, { witnesses: [1, 2, 2] }), 'quorum', 'twice'],
    ['of another key', checkpoint(A, { log: pair(9), ...QUORUM }), 'checkpoint', 'wrong'],
    ['of another log', checkpoint(A, { origin: 'x.org/y', ...QUORUM }), 'checkpoint', 'origin'],
    ['that is no note', utf8('hello'), 'checkpoint', 'blank line'],
  ];
  for (const [name, note, item, why] of bad) {
    test(`one with quorum ${name} is refused`, async () => {
      const log = follower();
      await log.take(piece(A, checkpoint(A), note));
      expect(log.failure?.item).toBe(item);
      expect(log.failure?.words.en).toContain(why);
      expect(log.state?.quorum).toBeUndefined();
    });
  }

  test('a cosignature under another time is refused', async () => {
    const good = fromUtf8(checkpoint(A, QUORUM)).split('\n');
    const other = fromUtf8(checkpoint(A, { ...QUORUM, time: 1n })).split('\n');
    const time = other[5]?.split(' ')[2] ?? '';
    const signature = good[5]?.split(' ')[2] ?? '';
    // Key id and time of one, the signature of the other.
    const mixed = concat(bytesOf(time).subarray(0, 12), bytesOf(signature).subarray(12));
    good[5] = [...(good[5]?.split(' ').slice(0, 2) ?? []), base64(mixed)].join(' ');
    const log = follower();
    await log.take(piece(A, checkpoint(A), utf8(good.join('\n'))));
    expect(log.failure?.item).toBe('quorum');
    expect(log.failure?.words.en).toBe('the cosignature of witness 1 is wrong');
  });

  test('an older one changes nothing', async () => {
    const log = follower();
    await log.take(piece(AB, checkpoint(AB), checkpoint(AB, QUORUM)));
    await log.take(piece([], checkpoint(A), checkpoint(A, QUORUM)));
    expect(log.failure).toBeUndefined();
    expect(log.state?.quorum?.size).toBe(3);
    expect(log.state?.signedSize).toBe(3);
  });
});

describe('after BEHIND_THE_END', () => {
  test('what was never signed is forgotten', async () => {
    const log = follower();
    await log.take(piece(AB, checkpoint(A), checkpoint(A, QUORUM)));
    expect(await log.rewind()).toBe(2);
    await log.take(piece(AC.slice(2), checkpoint(AC), checkpoint(AC, QUORUM)));
    expect(log.failure).toBeUndefined();
    expect(log.state?.objections.map(({ text }) => text)).toEqual(['a', 'c']);
  });

  test('is done without asking for a blob again', async () => {
    let asked = 0;
    const log = follower({
      fetchBlob: () => (asked++ === 0 ? Promise.resolve(ROSTER) : Promise.reject(new Error('no'))),
    });
    await log.take(piece(AB, checkpoint(A)));
    expect(await log.rewind()).toBe(2);
    expect(log.state?.signedSize).toBe(2);
  });

  test('a log that has less than it signed has shrunk', async () => {
    const log = follower();
    const note = checkpoint(AB);
    await log.take(piece(AB, note));
    await log.rewind();
    expect(log.failure?.words.en).toContain('shrunk');
    expect(log.failure?.evidence?.note).toEqual(note);
  });
});

describe('a tablet', () => {
  test('may do nothing before there are keys', async () => {
    const log = follower({ kind: 'light' });
    await log.take(piece(A, checkpoint(A), checkpoint(A, QUORUM)));
    const { session, heads } = log;
    expect(session && heads && tabletStanding(session, heads)).toEqual({
      ready: false,
      opened: false,
    });
  });
});

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
