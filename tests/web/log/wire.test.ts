// Bytes of the log are read strictly, and exactly as Protocol Buffers mean them.
import { describe, expect, test } from 'vitest';
import { concat, fromHex, toHex, utf8 } from '../../../client/web/src/bytes';
import { Point } from '../../../client/web/src/crypto/group/public';
import { decodeEntry } from '../../../client/web/src/log/decode';
import { encodeEntry } from '../../../client/web/src/log/encode';
import type { Entry } from '../../../client/web/src/log/entry';
import { Writer } from '../../../client/web/src/log/wire';
import { pair } from './hall';

const none = (): undefined => undefined;
const decode = (leaf: Uint8Array): Entry => decodeEntry(leaf, none);
const leaf = (kind: number, body: Writer): Uint8Array =>
  new Writer().message(kind, body.finish()).finish();

const HASH = new Uint8Array(32).fill(1);
const SIGNATURE = new Uint8Array(64).fill(2);
const ELEMENT = Point.BASE.encode();
const closing = (): Writer => new Writer().bytes(2, SIGNATURE);
const announce = (): Writer => new Writer().bytes(2, HASH).bytes(3, SIGNATURE);
const share = (payload: Writer): Writer =>
  new Writer().number(2, 1).number(3, 9).bytes(4, HASH).message(5, payload.finish());

describe('a leaf', () => {
  test('round-trips for every entry that pages write', () => {
    const tree = { size: 7n, root: HASH };
    const said = { signature: SIGNATURE };
    const entries = [
      { kind: 'active_set', version: 2, issuers: [1, 2, 300], ...said },
      { kind: 'reissue', deputy: 5, credentialKey: pair(3).publicKey, ...said },
      { kind: 'token_request', deputy: 4_000_000_000, blinded: ELEMENT, ...said },
      { kind: 'open', keyId: HASH, activeSetHash: HASH, checkedIn: 0, ...said },
      { kind: 'closing', ...said },
      { kind: 'close', ...tree, ...said },
      { kind: 'zero_check', official: 2, ...tree, countsHash: new Uint8Array(0), ...said },
      { kind: 'verified', official: 2, ...tree, countsHash: HASH, ...said },
      { kind: 'objection', official: 2, ...tree, text: '票数不对', ...said },
      { kind: 'announce', countsHash: HASH, ...said },
      { kind: 'abort', reason: '', ...said },
    ] as const;
    for (const entry of entries) {
      expect(decode(encodeEntry(entry))).toEqual(entry);
    }
  });

  test('has the bytes that Protocol Buffers give', () => {
    const bytes = encodeEntry({ kind: 'closing', signature: SIGNATURE });
    expect(toHex(bytes)).toBe(`5a421240${'02'.repeat(64)}`);
  });

  test('of two kinds is the last', () => {
    const both = concat(leaf(11, closing()), leaf(19, announce()));
    expect(decode(both).kind).toBe('announce');
  });

  test('in two parts of one kind is their merger', () => {
    const parts = concat(
      leaf(19, new Writer().bytes(2, HASH)),
      leaf(19, new Writer().bytes(3, SIGNATURE)),
    );
    expect(decode(parts)).toEqual(decode(leaf(19, announce())));
  });

  test('does not keep parts of a kind that another replaced', () => {
    const parts = concat(
      leaf(19, new Writer().bytes(2, HASH)),
      leaf(11, closing()),
      leaf(19, new Writer().bytes(3, SIGNATURE)),
    );
    expect(() => decode(parts)).toThrow('counts_sha256 has 0 bytes');
  });

  test('counts the last of a field that stands there twice', () => {
    const twice = new Writer().number(1, 7).number(1, 0xffff_ffff).message(2, ELEMENT);
    expect(decode(leaf(8, twice.bytes(3, SIGNATURE)))).toMatchObject({ deputy: 0xffff_ffff });
  });

  test('may have its numbers packed or not, and longer than needed', () => {
    const unpacked = new Writer().number(1, 1).number(2, 1).number(2, 2).bytes(3, SIGNATURE);
    expect(decode(leaf(6, unpacked))).toMatchObject({ issuers: [1, 2] });
    const long = concat(fromHex('0881808000'), new Writer().bytes(3, SIGNATURE).finish());
    const outer = new Writer().message(6, long).finish();
    expect(decode(outer)).toMatchObject({ version: 1, issuers: [] });
  });
});

const refused: readonly [string, Uint8Array, string][] = [
  ['nothing', new Uint8Array(0), 'no kind'],
  ['text', utf8('this meeting never happened'), 'leaf'],
  ['an unknown field', concat(leaf(11, closing()), fromHex('980601')), 'unknown field'],
  ['an unknown field within', leaf(11, closing().number(9, 1)), 'unknown field'],
  [
    'an unknown field in a part that is replaced',
    concat(leaf(11, closing().number(9, 1)), leaf(19, announce())),
    'unknown field',
  ],
  ['a number where bytes must be', leaf(11, new Writer().number(2, 5)), 'wrong wire type'],
  ['bytes where a number must be', leaf(12, new Writer().bytes(2, HASH)), 'wrong wire type'],
  ['a group', fromHex('5b5c'), 'wire type 3'],
  ['field 0', fromHex('0200'), 'no field 0'],
  ['a number cut off', fromHex('5a8080'), 'ends within a number'],
  ['a number of 11 bytes', fromHex('5a80808080808080808080' + '01'), 'more than 10 bytes'],
  ['a message cut off', leaf(11, closing()).subarray(0, 40), 'ends early'],
  ['a leaf too large', leaf(10, new Writer().bytes(2, new Uint8Array(65_600))), 'at most 65535'],
  [
    'a ballot too large',
    leaf(10, new Writer().bytes(2, new Uint8Array(65_001))),
    'ballot has 65001',
  ],
  ['a ballot of nothing', leaf(10, new Writer()), 'ballot has 0 bytes'],
  [
    'a signature too short',
    leaf(11, new Writer().bytes(2, SIGNATURE.subarray(1))),
    'signature has 63',
  ],
  ['another round', leaf(11, closing().number(1, 1)), 'round 0 only'],
  ['a committee of none', leaf(2, new Writer().number(1, 3).number(2, 1)), 'committee is 3'],
  ['member 0', leaf(4, new Writer().number(1, 1).bytes(3, SIGNATURE)), 'member is 0'],
  [
    'two blinded elements',
    leaf(8, new Writer().number(1, 1).message(2, ELEMENT).message(2, ELEMENT).bytes(3, SIGNATURE)),
    'there are 2',
  ],
  [
    'a blinded identity',
    leaf(8, new Writer().number(1, 1).message(2, new Uint8Array(32)).bytes(3, SIGNATURE)),
    'identity',
  ],
  [
    'an element that is none',
    leaf(
      8,
      new Writer()
        .number(1, 1)
        .message(
          2,
          HASH.map(() => 255),
        )
        .bytes(3, SIGNATURE),
    ),
    'not a canonical element',
  ],
  [
    'a slip whose key is none',
    leaf(7, new Writer().number(1, 1).bytes(2, new Uint8Array(32)).bytes(3, SIGNATURE)),
    'not an Ed25519',
  ],
  [
    'an objection without words',
    leaf(18, new Writer().number(1, 2).bytes(3, HASH).bytes(5, SIGNATURE)),
    'text has 0 bytes',
  ],
  [
    'an objection too long',
    leaf(
      18,
      new Writer().number(1, 2).bytes(3, HASH).text(4, 'x'.repeat(4001)).bytes(5, SIGNATURE),
    ),
    'text has 4001',
  ],
  [
    'words that are not UTF-8',
    leaf(20, new Writer().bytes(2, Uint8Array.of(0xff)).bytes(3, SIGNATURE)),
    'not UTF-8',
  ],
  [
    'a zero check with counts',
    leaf(16, new Writer().number(1, 2).bytes(3, HASH).bytes(4, HASH).bytes(5, SIGNATURE)),
    'no counts_sha256',
  ],
  [
    'verified without counts',
    leaf(17, new Writer().number(1, 2).bytes(3, HASH).bytes(5, SIGNATURE)),
    'counts_sha256 has 0',
  ],
  ['a share of nothing', leaf(13, share(new Writer()).bytes(6, SIGNATURE)), 'no payload'],
  [
    'a share that is too long to stand inline',
    leaf(13, share(new Writer().bytes(1, new Uint8Array(32_769))).bytes(6, SIGNATURE)),
    '32769 bytes inline',
  ],
  [
    'a blob that is not there',
    leaf(13, share(new Writer().bytes(2, HASH)).bytes(6, SIGNATURE)),
    'is not there',
  ],
];

describe('refused is', () => {
  for (const [name, bytes, why] of refused) {
    test(name, () => {
      expect(() => decode(bytes)).toThrow(why);
    });
  }

  test('a blob that is not the one that was named', () => {
    const named = leaf(13, share(new Writer().bytes(2, HASH)).bytes(6, SIGNATURE));
    expect(() => decodeEntry(named, () => new Uint8Array(40_000))).toThrow('not of that SHA-256');
  });
});
