// The log's tree (RFC 6962, section 2.1): proofs that a leaf is in it and that one state of it
// extends another (RFC 9162), a tree that keeps only what it needs to grow, and where C2SP tiles
// lie (crypto/PROTOCOL.md, sections 6 and 7).
import { equalBytes } from '../bytes';
import { require } from '../refused';
import { sha256 } from './hash';

export type MerkleProof = readonly Uint8Array[];

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
export const TILE_WIDTH = 256;

export function leafHash(leaf: Uint8Array): Uint8Array {
  return sha256(LEAF, leaf);
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(NODE, left, right);
}

export interface Head {
  readonly size: number;
  readonly root: Uint8Array;
}

// The largest power of two below n, n > 1.
function split(n: number): number {
  let k = 1;
  while (2 * k < n) k *= 2;
  return k;
}

// Refuses unless `proof` shows that the leaf with this hash is number `index` of the tree.
export function verifyInclusion(
  hash: Uint8Array,
  index: number,
  head: Head,
  proof: MerkleProof,
): void {
  require(index >= 0 && index < head.size, 'inclusion: no such leaf');
  const rest = [...proof];
  const root = climb(hash, index, head.size, rest);
  require(rest.length === 0, 'inclusion: more hashes than needed');
  require(equalBytes(root, head.root), 'inclusion: leads to another root');
}

// The root of the tree of `size` leaves that has `hash` at `index`; takes siblings off the end.
function climb(hash: Uint8Array, index: number, size: number, proof: Uint8Array[]): Uint8Array {
  if (size === 1) return hash;
  const sibling = proof.pop();
  require(sibling !== undefined, 'inclusion: fewer hashes than needed');
  const left = split(size);
  return index < left
    ? nodeHash(climb(hash, index, left, proof), sibling)
    : nodeHash(sibling, climb(hash, index - left, size - left, proof));
}

// Refuses unless `proof` shows that the newer tree begins with all of the older one.
export function verifyConsistency(older: Head, newer: Head, proof: MerkleProof): void {
  require(older.size <= newer.size, 'consistency: the newer tree is smaller');
  if (older.size === 0 || older.size === newer.size) {
    require(proof.length === 0, 'consistency: more hashes than needed');
    const expected = older.size === 0 ? sha256() : newer.root;
    require(equalBytes(older.root, expected), 'consistency: leads to another root');
    return;
  }
  const rest = [...proof];
  const [old, young] = both(older.size, newer.size, true, older.root, rest);
  require(rest.length === 0, 'consistency: more hashes than needed');
  require(equalBytes(old, older.root) &&
    equalBytes(young, newer.root), 'consistency: leads to another root');
}

// The roots of the first `m` and of all `n` leaves, from a proof that is used up from its end.
// `whole`: the first m are the whole older tree, whose root the proof leaves out.
function both(
  m: number,
  n: number,
  whole: boolean,
  root: Uint8Array,
  proof: Uint8Array[],
): [Uint8Array, Uint8Array] {
  if (m === n) {
    const hash = whole ? root : proof.pop();
    require(hash !== undefined, 'consistency: fewer hashes than needed');
    return [hash, hash];
  }
  const left = split(n);
  const sibling = proof.pop();
  require(sibling !== undefined, 'consistency: fewer hashes than needed');
  if (m <= left) {
    const [old, young] = both(m, left, whole, root, proof);
    return [old, nodeHash(young, sibling)];
  }
  const [old, young] = both(m - left, n - left, false, root, proof);
  return [nodeHash(sibling, old), nodeHash(sibling, young)];
}

// A tree that can only grow: it keeps the roots of its full subtrees, at most 53 hashes.
export class Frontier {
  private readonly peaks: Uint8Array[] = [];
  private count = 0;

  get size(): number {
    return this.count;
  }

  append(hash: Uint8Array): void {
    let top = hash;
    for (let n = this.count; n % 2 === 1; n = (n - 1) / 2) {
      top = nodeHash(this.peaks.pop() ?? top, top);
    }
    this.peaks.push(top);
    ++this.count;
  }

  root(): Uint8Array {
    const last = this.peaks.at(-1);
    if (last === undefined) return sha256();
    return this.peaks.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
  }

  head(): Head {
    return { size: this.count, root: this.root() };
  }
}

// 1234067 as x001/x234/067.
function tileNumber(index: number): string {
  const groups: string[] = [];
  for (let rest = index; ; rest = Math.floor(rest / 1000)) {
    const group = String(rest % 1000).padStart(3, '0');
    groups.unshift(groups.length === 0 ? group : `x${group}`);
    if (rest < 1000) return groups.join('/');
  }
}

function tileName(row: string, index: number, width: number): string {
  const partial = width === TILE_WIDTH ? '' : `.p/${width}`;
  return `tile/${row}/${tileNumber(index)}${partial}`;
}

// The file with leaves 256 index and on, of which there are `width`.
export function entryTilePath(index: number, width: number = TILE_WIDTH): string {
  return tileName('entries', index, width);
}

export function hashTilePath(level: number, index: number, width: number = TILE_WIDTH): string {
  return tileName(String(level), index, width);
}

// The leaves in an entry bundle; refuses one that is cut off or holds another number than `width`.
export function entriesOf(bundle: Uint8Array, width: number): Uint8Array[] {
  const leaves: Uint8Array[] = [];
  for (let at = 0; at < bundle.length;) {
    const [high, low] = [bundle[at], bundle[at + 1]];
    require(high !== undefined && low !== undefined, 'bundle: cut off');
    const end = at + 2 + high * 256 + low;
    require(end <= bundle.length, 'bundle: cut off');
    leaves.push(bundle.subarray(at + 2, end));
    at = end;
  }
  require(leaves.length === width, `bundle: want ${width} leaves, got ${leaves.length}`);
  return leaves;
}
