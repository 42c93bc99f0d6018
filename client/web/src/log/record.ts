// An exported record, read from its files (crypto/PROTOCOL.md, section 7). It may
// lie on a web server or on a stick: files come through a function.
import { equalBytes, toHex } from '../bytes';
import { sha256 } from '../crypto/hash';
import { TILE_WIDTH, entriesOf, entryTilePath, hashTilePath, leafHash } from '../crypto/merkle';
import { Refused, require } from '../refused';
import { readCheckpoint } from './checkpoint';
import { Tree } from './tree';

/** The bytes of a file of the record by its path; undefined if there is none. */
export type ReadFile = (path: string) => Promise<Uint8Array | undefined>;

/** As it was found, and what was found wrong with the files themselves. */
export interface RecordFiles {
  readonly checkpoint: Uint8Array;
  readonly leaves: readonly Uint8Array[];
  /** By the names of the files, which must be their hashes. */
  readonly blobs: ReadonlyMap<string, Uint8Array>;
  /** What is wrong with tiles, in English: item `root`. */
  readonly damage: string | undefined;
}

const MAX_LEAVES = 50_000_000;

/** Reads all; never throws for what the files hold. `blobNames` lists the folder blob/. */
export async function readRecord(
  read: ReadFile,
  blobNames: readonly string[],
): Promise<RecordFiles> {
  const checkpoint = (await read('checkpoint')) ?? new Uint8Array(0);
  const blobs = new Map<string, Uint8Array>();
  for (const name of blobNames) {
    const bytes = await read(`blob/${name}`);
    if (bytes !== undefined) {
      blobs.set(name, bytes);
    }
  }
  const leaves: Uint8Array[] = [];
  let damage: string | undefined;
  try {
    const { size } = readCheckpoint(checkpoint);
    require(size <= MAX_LEAVES, `the checkpoint counts ${size} leaves`);
    await readLeaves(read, size, leaves);
    await compareHashTiles(read, leaves);
  } catch (error) {
    if (!(error instanceof Refused)) {
      throw error;
    }
    damage = error.message;
  }
  return { checkpoint, leaves, blobs, damage };
}

/** Which blob is not what its name says, in English. */
export function misnamedBlob(blobs: ReadonlyMap<string, Uint8Array>): string | undefined {
  for (const [name, bytes] of blobs) {
    if (toHex(sha256(bytes)) !== name) {
      return `blob/${name} is not the SHA-256 of what it holds`;
    }
  }
  return undefined;
}

async function readLeaves(read: ReadFile, size: number, leaves: Uint8Array[]): Promise<void> {
  for (let index = 0; index * TILE_WIDTH < size; index++) {
    const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
    const path = entryTilePath(index, width);
    const bundle = await read(path);
    require(bundle !== undefined, `${path} is missing`);
    try {
      leaves.push(...entriesOf(bundle, width));
    } catch (error) {
      throw error instanceof Refused ? new Refused(`${path}: ${error.message}`) : error;
    }
  }
}

async function compareHashTiles(read: ReadFile, leaves: readonly Uint8Array[]): Promise<void> {
  const tree = new Tree();
  leaves.forEach((leaf) => tree.append(leafHash(leaf)));
  for (let level = 0, count = leaves.length; count > 0; level++) {
    for (let index = 0; index * TILE_WIDTH < count; index++) {
      const width = Math.min(TILE_WIDTH, count - index * TILE_WIDTH);
      const path = hashTilePath(level, index, width);
      const tile = await read(path);
      require(tile !== undefined, `${path} is missing`);
      require(equalBytes(
        tile,
        hashTile(tree, level, index, width),
      ), `${path} is not of these leaves`);
    }
    count = Math.floor(count / TILE_WIDTH);
  }
}

function hashTile(tree: Tree, level: number, index: number, width: number): Uint8Array {
  const tile = new Uint8Array(32 * width);
  for (let i = 0; i < width; i++) {
    tile.set(tree.subtree(8 * level, index * TILE_WIDTH + i), 32 * i);
  }
  return tile;
}
