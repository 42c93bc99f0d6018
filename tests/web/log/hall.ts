// A small session of our own, up to its manifest, with everybody's keys at hand: for
// logs that fork, shrink and lie. What needs a whole sitting uses the records of
// tests/tamper.
import { be64, concat, toBase64, utf8 } from '../../../client/web/src/bytes';
import { Point } from '../../../client/web/src/crypto/group/public';
import { sha256 } from '../../../client/web/src/crypto/hash';
import { sessionIdOf } from '../../../client/web/src/crypto/identifiers';
import { leafHash } from '../../../client/web/src/crypto/merkle';
import { sodium, sodiumReady } from '../../../client/web/src/crypto/sodium';
import * as statement from '../../../client/web/src/crypto/statement';
import { encodeEntry } from '../../../client/web/src/log/encode';
import { type Piece } from '../../../client/web/src/log/follower';
import { signersOf } from '../../../client/web/src/log/checkpoint';
import { parseManifest } from '../../../client/web/src/log/manifest';
import { Tree } from '../../../client/web/src/log/tree';
import { Writer } from '../../../client/web/src/log/wire';

await sodiumReady;

export interface Pair {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

export function pair(number: number): Pair {
  return sodium.crypto_sign_seed_keypair(new Uint8Array(32).fill(number));
}

export const LOG = pair(1);
export const CHAIR = pair(11);
export const SCRUTINEER = pair(12);
const TRUSTEE = pair(13);
const ISSUER = pair(14);
export const WITNESSES = [pair(21), pair(22), pair(23), pair(24)];
const DEPUTIES = [pair(31), pair(32), pair(33)];

export const ROSTER = DEPUTIES.reduce(
  (w, { publicKey }, i) =>
    w.message(
      1,
      new Writer()
        .number(1, i + 1)
        .bytes(2, publicKey)
        .finish(),
    ),
  new Writer(),
).finish();

function transport(number: number): Uint8Array {
  return Point.BASE.mul(BigInt(number)).encode();
}

function official(name: string, key: Pair, witness: Pair, role: number): Writer {
  return new Writer()
    .text(1, name)
    .bytes(2, key.publicKey)
    .numbers(3, [role, 5])
    .bytes(4, role === 3 ? transport(3) : new Uint8Array())
    .bytes(5, role === 4 ? transport(4) : new Uint8Array())
    .bytes(6, witness.publicKey);
}

/** Fields of the manifest by number; a test replaces what it wants to be wrong. */
export type Fields = Map<number, (w: Writer) => unknown>;

export function fields(): Fields {
  const named = (name: string): Writer => new Writer().text(1, name);
  const witness = (i: number): Pair => WITNESSES[i] ?? LOG;
  const people = [
    official('主持人', CHAIR, witness(0), 1),
    official('监票人', SCRUTINEER, witness(1), 2),
    official('密钥持有人', TRUSTEE, witness(2), 3),
    official('签发人', ISSUER, witness(3), 4),
  ];
  return new Map<number, (w: Writer) => unknown>([
    [1, (w) => w.number(1, 1)],
    [2, (w) => w.bytes(2, new Uint8Array(32).fill(5))],
    [3, (w) => w.number(3, 2)],
    [4, (w) => w.text(4, '工作评议')],
    [6, (w) => w.number(6, 2019)],
    [7, (w) => w.text(7, '2020-02-29')],
    [9, (w) => w.number(9, 1)],
    [10, (w) => ['教育局', '交通局'].map((name) => w.message(10, named(name).finish()))],
    [11, (w) => ['满意', '不满意'].map((name) => w.message(11, named(name).finish()))],
    [13, (w) => w.number(13, 2)],
    [14, (w) => w.bytes(14, sha256(ROSTER))],
    [15, (w) => w.number(15, 3)],
    [16, (w) => w.number(16, 2)],
    [17, (w) => people.map((one) => w.message(17, one.finish()))],
    [18, (w) => w.number(18, 1)],
    [19, (w) => w.number(19, 1)],
    [20, (w) => w.number(20, 3)],
    [21, (w) => w.bytes(21, LOG.publicKey)],
    [23, (w) => w.number(23, 2)],
    [24, (w) => w.number(24, 2)],
    [25, (w) => w.number(25, 2)],
    [28, (w) => w.message(28, new Writer().number(1, 2).finish())],
  ]);
}

export function manifestBytes(changes: (fields: Fields) => void = () => undefined): Uint8Array {
  const all = fields();
  changes(all);
  const w = new Writer();
  [...all.keys()].sort((a, b) => a - b).forEach((number) => all.get(number)?.(w));
  return w.finish();
}

export const MANIFEST_BYTES = manifestBytes();
export const SESSION_ID = sessionIdOf(MANIFEST_BYTES);
export const LEAF_0 = new Writer().bytes(1, MANIFEST_BYTES).finish();
const SIGNERS = signersOf(parseManifest(MANIFEST_BYTES), SESSION_ID);

/** A leaf that is legal at any time: the scrutineer objects. */
export function objection(text: string, key: Pair = SCRUTINEER): Uint8Array {
  const head = { size: 1n, root: new Uint8Array(32) };
  const said = statement.statementBytes(SESSION_ID, statement.objection(head, text));
  const signature = sodium.crypto_sign_detached(said, key.privateKey);
  return encodeEntry({ kind: 'objection', official: 2, ...head, text, signature });
}

export function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  const tree = new Tree();
  leaves.forEach((leaf) => tree.append(leafHash(leaf)));
  return tree.root;
}

export interface NoteOptions {
  readonly witnesses?: readonly number[];
  readonly log?: Pair;
  readonly time?: bigint;
  readonly origin?: string;
  readonly size?: number;
}

/** A checkpoint of `leaves`, cosigned by the witnesses of these numbers. */
export function checkpoint(leaves: readonly Uint8Array[], options: NoteOptions = {}): Uint8Array {
  const { witnesses = [], log = LOG, time = 1_584_600_000n, origin = SIGNERS.origin } = options;
  const text = `${origin}\n${options.size ?? leaves.length}\n${toBase64(rootOf(leaves))}\n`;
  const line = (name: string, id: Uint8Array, ...content: readonly Uint8Array[]): string =>
    `\u2014 ${name} ${toBase64(concat(id, ...content))}\n`;
  const sign = (message: string, key: Pair): Uint8Array =>
    sodium.crypto_sign_detached(utf8(message), key.privateKey);
  const lines = [line(SIGNERS.log.name, SIGNERS.log.keyId, sign(text, log))];
  for (const number of witnesses) {
    const { name, keyId } = SIGNERS.witnesses[number - 1] ?? SIGNERS.log;
    const key = WITNESSES[number - 1] ?? LOG;
    const signature = sign(`cosignature/v1\ntime ${time}\n${text}`, key);
    lines.push(line(name, keyId, be64(time), signature));
  }
  return utf8(`${text}\n${lines.join('')}`);
}

const NOTHING = new Uint8Array(0);

export function piece(
  leaves: readonly Uint8Array[],
  signedCheckpoint: Uint8Array = NOTHING,
  quorumCheckpoint: Uint8Array = NOTHING,
): Piece {
  return { leaves, signedCheckpoint, quorumCheckpoint };
}
