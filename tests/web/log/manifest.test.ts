// Every rule of a manifest is kept, and what breaks one is refused by name.
import { describe, expect, test } from 'vitest';
import { fromHex } from '../../../client/web/src/bytes';
import { sha256 } from '../../../client/web/src/crypto/hash';
import { parseManifest } from '../../../client/web/src/log/manifest';
import { parseRoster } from '../../../client/web/src/log/roster';
import { Writer } from '../../../client/web/src/log/wire';
import {
  CHAIR,
  type Fields,
  LOG,
  MANIFEST_BYTES,
  ROSTER,
  WITNESSES,
  fields,
  manifestBytes,
  pair,
} from './hall';

const witness = (i: number): Uint8Array => WITNESSES[i]?.publicKey ?? LOG.publicKey;
const named = (name: string): Uint8Array => new Writer().text(1, name).finish();
const rules = (): Writer => new Writer().number(1, 2);
const grade = (): Writer => new Writer().text(1, '满意').number(3, 1).number(4, 5000);

test('a good one is read', () => {
  const manifest = parseManifest(MANIFEST_BYTES);
  expect(manifest.kind).toBe('rehearsal');
  expect(manifest.title).toEqual({ zh: '工作评议', en: '' });
  expect(manifest.contests.map(({ zh }) => zh)).toEqual(['教育局', '交通局']);
  expect(manifest.officials.map(({ roles }) => roles.join(' '))).toEqual([
    'chair witness',
    'scrutineer witness',
    'trustee witness',
    'issuer witness',
  ]);
  expect(manifest.counting.denominator).toBe('present');
  expect(parseRoster(manifest, ROSTER).size).toBe(3);
});

/** An official put in the place of number `at` (from 0). */
function person(at: number, w: Writer): (all: Fields) => void {
  return (all) => {
    const old = new Writer();
    fields().get(17)?.(old);
    const bytes = parseOfficials(old.finish());
    bytes[at] = w.finish();
    all.set(17, (out) => bytes.forEach((one) => out.message(17, one)));
  };
}

/** Splits a run of small fields 17; the lengths here take a byte or two. */
function parseOfficials(bytes: Uint8Array): Uint8Array[] {
  const all: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    let length = bytes[at + 2] ?? 0;
    let start = at + 3;
    if (length >= 0x80) {
      length = (length & 0x7f) + ((bytes[at + 3] ?? 0) << 7);
      start++;
    }
    all.push(bytes.subarray(start, start + length));
    at = start + length;
  }
  return all;
}

const number = (field: number, value: number) => (all: Fields) =>
  void all.set(field, (w) => w.number(field, value));
const text = (field: number, value: string) => (all: Fields) =>
  void all.set(field, (w) => w.text(field, value));
const bytes = (field: number, value: Uint8Array) => (all: Fields) =>
  void all.set(field, (w) => w.bytes(field, value));
const without = (field: number) => (all: Fields) => void all.delete(field);
const counting = (make: (w: Writer) => Writer) => (all: Fields) =>
  void all.set(28, (w) => w.message(28, make(rules()).finish()));

const chair = (): Writer =>
  new Writer().text(1, '主持人').bytes(2, CHAIR.publicKey).numbers(3, [1, 5]);

const refused: readonly [string, (all: Fields) => void, string][] = [
  ['version 2', number(1, 2), 'version is 2'],
  ['a short nonce', bytes(2, new Uint8Array(31)), 'nonce has 31'],
  ['no kind', without(3), 'kind is 0'],
  ['an unknown kind', number(3, 3), 'kind is 3'],
  ['no title', without(4), 'title in Chinese is empty'],
  ['a title of 401 bytes', text(5, 'x'.repeat(401)), 'more than 400'],
  ['a title with a line break', text(4, '评\n议'), 'control character'],
  ['a title with a C1 control', text(4, '评\u0085议'), 'control character'],
  ['a title with a line separator', text(4, '评\u2028议'), 'control character'],
  ['a title that turns around', text(4, '评\u202e议'), 'direction of writing'],
  ['a title with a mark of direction', text(5, 'a\u200fb'), 'direction of writing'],
  ['a title that is not NFC', text(5, 'cafe\u0301'), 'Normalization Form C'],
  ['year 0', without(6), 'evaluated_year is 0'],
  ['a day that there is not', text(7, '2019-02-29'), 'no day of the calendar'],
  ['a day written otherwise', text(7, '2020-2-29'), 'not a day'],
  ['two rounds', number(9, 2), 'rounds is 2'],
  ['no department', without(10), 'contests: there are 0'],
  [
    'a department without a name',
    (all) => void all.set(10, (w) => w.message(10, named(''))),
    'contest 0 in Chinese is empty',
  ],
  [
    'one level',
    (all) => void all.set(11, (w) => w.message(11, named('满意'))),
    'levels: there are 1',
  ],
  ['a pack of 5', number(13, 5), 'pack is 5'],
  [
    'pack 3 for many',
    (all) => {
      number(13, 3)(all);
      number(15, 501)(all);
    },
    'at most 500 with pack 3',
  ],
  ['no roster', without(15), 'roster_size is 0'],
  ['a quorum above the roster', number(16, 4), 'meeting_quorum is 4'],
  ['no trustees needed', without(18), 'trustee_threshold is 0 of 1'],
  ['too many issuers needed', number(19, 2), 'issuer_threshold is 2 of 1'],
  ['too few witnesses', number(20, 2), 'witness_quorum is 2 of 4'],
  ['more witnesses than there are', number(20, 5), 'witness_quorum is 5 of 4'],
  ['a log key that is none', bytes(21, new Uint8Array(32)), 'log_key: not an Ed25519'],
  ['an origin with a space', text(22, 'a b'), 'origin'],
  ['an origin with a plus', text(22, 'a+b'), 'origin'],
  ['an origin of 236 bytes', text(22, 'x'.repeat(236)), 'origin'],
  ['batches of nothing', without(23), 'mix_batch is 0'],
  ['one voter', number(24, 1), 'min_voters is 1'],
  ['one ballot', number(25, 1), 'min_ballots is 1'],
  ['a window of hours', number(26, 601), 'send_window_seconds is 601'],
  ['no counting rules', without(28), 'no counting rules'],
  [
    'no denominator',
    (all) => void all.set(28, (w) => w.message(28, new Uint8Array())),
    'denominator is 0',
  ],
  [
    'a grade of no level',
    counting((w) => w.message(2, new Writer().text(1, 'x').finish())),
    'levels is 0',
  ],
  [
    'a grade above all',
    counting((w) => w.message(2, grade().number(4, 10_001).finish())),
    'basis_points is 10001',
  ],
  ['a short session to repeat', bytes(29, new Uint8Array(31)), 'repeats_session_id has 31'],
  ['a field that there is not', (all) => void all.set(30, (w) => w.number(30, 1)), 'unknown field'],
  ['a field within that there is not', counting((w) => w.number(9, 1)), 'unknown field'],
  ['two chairs', person(1, chair().bytes(6, witness(1))), 'there are 2 chairs'],
  ['a chair without a witness key', person(0, chair()), 'witness_key of official 1'],
  [
    'a witness key of none',
    person(
      0,
      new Writer().text(1, 'x').bytes(2, CHAIR.publicKey).numbers(3, [1]).bytes(6, witness(0)),
    ),
    'is no witness',
  ],
  [
    'roles out of order',
    person(
      0,
      new Writer().text(1, 'x').bytes(2, CHAIR.publicKey).numbers(3, [5, 1]).bytes(6, witness(0)),
    ),
    'do not ascend',
  ],
  [
    'an unknown role',
    person(0, new Writer().text(1, 'x').bytes(2, CHAIR.publicKey).numbers(3, [6])),
    'role of official 1 is 6',
  ],
  [
    'the log key as a signing key',
    person(
      0,
      new Writer().text(1, 'x').bytes(2, LOG.publicKey).numbers(3, [1, 5]).bytes(6, witness(0)),
    ),
    'stands there twice',
  ],
  [
    'a trustee without a transport key',
    person(
      2,
      new Writer()
        .text(1, 'x')
        .bytes(2, pair(13).publicKey)
        .numbers(3, [3, 5])
        .bytes(6, witness(2)),
    ),
    'trustee_transport_key',
  ],
  [
    'an issuer who is no witness',
    person(3, new Writer().text(1, 'x').bytes(2, pair(14).publicKey).numbers(3, [4])),
    'must be a witness',
  ],
  [
    'no scrutineer',
    person(
      1,
      new Writer().text(1, 'x').bytes(2, pair(12).publicKey).numbers(3, [5]).bytes(6, witness(1)),
    ),
    'no scrutineer',
  ],
];

describe('a manifest is refused with', () => {
  for (const [name, change, why] of refused) {
    test(name, () => {
      expect(() => parseManifest(manifestBytes(change))).toThrow(why);
    });
  }
});

test('a roster with a field more, or a deputy twice, is refused', () => {
  const twice = new Writer()
    .message(1, new Writer().number(1, 1).bytes(2, pair(31).publicKey).finish())
    .message(1, new Writer().number(1, 1).bytes(2, pair(32).publicKey).finish())
    .finish();
  const manifest = (roster: Uint8Array) => parseManifest(manifestBytes(bytes(14, sha256(roster))));
  expect(() => parseRoster(manifest(twice), twice)).toThrow('deputy 1 follows deputy 1');
  const more = new Uint8Array([...ROSTER, ...fromHex('980601')]);
  expect(() => parseRoster(manifest(more), more)).toThrow('unknown field');
  expect(() => parseRoster(manifest(ROSTER), more)).toThrow('not the one');
});
