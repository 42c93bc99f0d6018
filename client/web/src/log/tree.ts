// The log's Merkle tree: RFC 6962, section 2.1, with SHA-256. It keeps the roots
// of all full subtrees, so it can say what the root was at any earlier size.
import { sha256 } from '../crypto/hash';
import { nodeHash } from '../crypto/merkle';

export class Tree {
  /** Element L holds the roots of the full subtrees of 2^L leaves, in order. */
  readonly #levels: Uint8Array[][] = [[]];

  get size(): number {
    return this.#levels[0]?.length ?? 0;
  }

  append(hash: Uint8Array): void {
    let level = this.#levels[0] ?? [];
    level.push(hash);
    for (let height = 1; level.length % 2 === 0; height++) {
      const [left, right] = level.slice(-2) as [Uint8Array, Uint8Array];
      const above = (this.#levels[height] ??= []);
      above.push(nodeHash(left, right));
      level = above;
    }
  }

  /** The root of the first `size` leaves; undefined if there are not so many. */
  rootAt(size: number): Uint8Array | undefined {
    if (size > this.size || size < 0 || !Number.isInteger(size)) {
      return undefined;
    }
    // Full subtrees from the right, smallest first.
    let root: Uint8Array | undefined;
    let rest = size;
    for (let height = 0; rest > 0; height++, rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) {
        const subtree = this.subtree(height, rest - 1);
        root = root === undefined ? subtree : nodeHash(subtree, root);
      }
    }
    return root ?? sha256();
  }

  get root(): Uint8Array {
    return this.rootAt(this.size) ?? sha256();
  }

  /** The root of the `index`-th full subtree of 2^height leaves. */
  subtree(height: number, index: number): Uint8Array {
    const hash = this.#levels[height]?.[index];
    if (hash === undefined) {
      throw new RangeError(`no subtree ${index} of height ${height}`);
    }
    return hash;
  }
}
