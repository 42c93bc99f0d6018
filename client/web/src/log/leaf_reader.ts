// Leaves as they come to what they say, blobs fetched where they are named. What is
// wrong with them is Illegal, with the item that it fails; what cannot be fetched
// just now is thrown on as it is.
import { equalBytes, toHex } from '../bytes';
import { sessionIdOf } from '../crypto/identifiers';
import { Refused } from '../refused';
import { BlobMissing, decodeEntry } from './decode';
import type { Entry } from './entry';
import { type Manifest, parseManifest } from './manifest';
import { type Roster, parseRoster } from './roster';
import { Illegal, type Item, demand, say } from './words';

export interface Beginning {
  readonly manifest: Manifest;
  readonly roster: Roster;
}

export class LeafReader {
  readonly #blobs = new Map<string, Uint8Array>();

  constructor(private readonly fetchBlob: (hash: Uint8Array) => Promise<Uint8Array>) {}

  async read(leaf: Uint8Array): Promise<Entry> {
    const blobs = (hash: Uint8Array): Uint8Array | undefined => this.#blobs.get(toHex(hash));
    for (;;) {
      try {
        return decodeEntry(leaf, blobs);
      } catch (error) {
        if (!(error instanceof BlobMissing) || this.#blobs.has(toHex(error.hash))) {
          throw asIllegal(error, 'entries', '这条记录无法解读');
        }
        await this.#blob(error.hash);
      }
    }
  }

  /** What leaf 0 fixes; `expected` is the session_id that the person has, if any. */
  async begin(entry: Entry, expected: Uint8Array | undefined): Promise<Beginning> {
    if (entry.kind !== 'manifest') {
      throw new Illegal('manifest', say('第 0 条记录不是会议设定', 'leaf 0 is no manifest'));
    }
    const id = sessionIdOf(entry.bytes);
    demand(
      expected === undefined || equalBytes(id, expected),
      'fingerprint',
      `会议指纹不符：这里是 ${toHex(id)}`,
      `this is another session: its fingerprint is ${toHex(id)}`,
    );
    // A copy: what is kept must not hold on to the piece that it came in.
    const bytes = entry.bytes.slice();
    const manifest = as('manifest', '会议设定有误', () => parseManifest(bytes));
    const blob = await this.#blob(manifest.rosterHash);
    return { manifest, roster: as('manifest', '名册有误', () => parseRoster(manifest, blob)) };
  }

  async #blob(hash: Uint8Array): Promise<Uint8Array> {
    const name = toHex(hash);
    const blob = this.#blobs.get(name) ?? (await this.fetchBlob(hash));
    this.#blobs.set(name, blob);
    return blob;
  }
}

function as<T>(item: Item, zh: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw asIllegal(error, item, zh);
  }
}

function asIllegal(error: unknown, item: Item, zh: string): unknown {
  return error instanceof Refused
    ? new Illegal(item, say(`${zh}：${error.message}`, error.message))
    : error;
}
