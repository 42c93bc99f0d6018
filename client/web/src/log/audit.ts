// Verifies an exported record from its files alone: the whole of section 15 of
// crypto/PROTOCOL.md.
import { equalBytes, toHex } from '../bytes';
import { sessionIdOf } from '../crypto/identifiers';
import { leafHash } from '../crypto/merkle';
import { sodiumReady } from '../crypto/sodium';
import { Refused, require } from '../refused';
import {
  type Signers,
  openCheckpoint,
  readCheckpoint,
  requireQuorum,
  signersOf,
} from './checkpoint';
import { breath } from './breath';
import { FullCounting } from './counting_full';
import { decodeEntry } from './decode';
import type { Entry } from './entry';
import { type Manifest, parseManifest } from './manifest';
import { type RecordFiles, misnamedBlob } from './record';
import { type Roster, parseRoster } from './roster';
import { Session } from './session';
import { Tree } from './tree';
import { type ItemMap, type Verdict, judgeSession, located, setItem, verdictOf } from './verdict';
import { Illegal, type Item, type Words, say } from './words';

export interface Audit {
  readonly verdict: Verdict;
  /** As far as it could be followed; undefined if leaf 0 is no good manifest. */
  readonly session: Session | undefined;
  readonly remarks: readonly { readonly leaf: number; readonly words: Words }[];
}

/** Ballots judged between two breaths. */
const BATCH = 24;

/** `fingerprint` is session_id as the person has it on paper. */
export async function auditRecord(
  record: RecordFiles,
  fingerprint: Uint8Array | undefined,
  progress: (done: number, all: number) => void = () => undefined,
): Promise<Audit> {
  await sodiumReady;
  const items: ItemMap = new Map();
  const entries = readEntries(items, record);
  const manifest = readManifest(items, record, entries[0]);
  judgeCheckpoint(items, record, manifest);
  judgeRoot(items, record);
  if (manifest === undefined) {
    return { verdict: verdictOf(items), session: undefined, remarks: [] };
  }
  judgeFingerprint(items, manifest.sessionId, fingerprint);
  const replay = new Replay(items, record, manifest, progress);
  await replay.run(entries);
  return { verdict: verdictOf(items), session: replay.session, remarks: replay.remarks };
}

interface Known {
  readonly manifest: Manifest;
  readonly roster: Roster;
  readonly sessionId: Uint8Array;
}

/** Entries up to the first leaf that is none. */
function readEntries(items: ItemMap, { leaves, blobs }: RecordFiles): Entry[] {
  const entries: Entry[] = [];
  const misnamed = misnamedBlob(blobs);
  let failed: Words | undefined =
    misnamed === undefined ? undefined : say(`附件有误：${misnamed}`, misnamed);
  for (const leaf of leaves) {
    try {
      entries.push(decodeEntry(leaf, (hash) => blobs.get(toHex(hash))));
    } catch (error) {
      const words = say('这条记录无法解读', '');
      const why = refusal(error);
      failed ??= located({
        leaf: entries.length,
        words: say(`${words.zh}：${why}`, why),
      });
      break;
    }
  }
  if (failed !== undefined) {
    setItem(items, 'entries', 'fail', failed);
  } else if (leaves.length > 0) {
    setItem(
      items,
      'entries',
      'pass',
      say(
        `${leaves.length} 条记录、${blobs.size} 个附件都能解读`,
        `all ${leaves.length} leaves and ${blobs.size} blobs read well`,
      ),
    );
  }
  return entries;
}

function readManifest(
  items: ItemMap,
  record: RecordFiles,
  first: Entry | undefined,
): Known | undefined {
  if (record.leaves.length === 0) {
    return undefined;
  }
  try {
    if (first?.kind !== 'manifest') {
      throw new Refused('leaf 0 is no manifest');
    }
    const manifest = parseManifest(first.bytes);
    const blob = record.blobs.get(toHex(manifest.rosterHash));
    if (blob === undefined) {
      throw new Refused('the roster is not in the record');
    }
    const roster = parseRoster(manifest, blob);
    setItem(
      items,
      'manifest',
      'pass',
      say(
        `${manifest.contests.length} 个部门，${manifest.officials.length} 位工作人员，${roster.size} 位代表`,
        `${manifest.contests.length} departments, ${manifest.officials.length} officials, ${roster.size} deputies`,
      ),
    );
    return { manifest, roster, sessionId: sessionIdOf(first.bytes) };
  } catch (error) {
    const why = refusal(error);
    setItem(items, 'manifest', 'fail', say(`会议设定或名册有误：${why}`, why));
    return undefined;
  }
}

function judgeCheckpoint(items: ItemMap, record: RecordFiles, known: Known | undefined): void {
  try {
    readCheckpoint(record.checkpoint);
  } catch (error) {
    fail(items, 'checkpoint', '检查点无法解读', error);
    return;
  }
  if (known === undefined) {
    return;
  }
  const signers = signersOf(known.manifest, known.sessionId);
  try {
    const checkpoint = openCheckpoint(signers, record.checkpoint);
    setItem(
      items,
      'checkpoint',
      'pass',
      say(
        `${checkpoint.size} 条，由记录的密钥签名`,
        `of ${checkpoint.size} leaves, signed by the log's key`,
      ),
    );
  } catch (error) {
    fail(items, 'checkpoint', '检查点有误', error);
    return;
  }
  judgeQuorum(items, record, signers);
}

function judgeQuorum(items: ItemMap, { checkpoint }: RecordFiles, signers: Signers): void {
  try {
    const cosigners = requireQuorum(signers, openCheckpoint(signers, checkpoint));
    const all = signers.witnesses.length;
    setItem(
      items,
      'quorum',
      'pass',
      say(
        `${all} 位见证人中有 ${cosigners.length} 位签名，需要 ${signers.quorum} 位`,
        `${cosigners.length} of ${all} witnesses cosigned, it takes ${signers.quorum}`,
      ),
    );
  } catch (error) {
    fail(items, 'quorum', '见证人签名不足或有误', error);
  }
}

function judgeRoot(items: ItemMap, { checkpoint, leaves, damage }: RecordFiles): void {
  try {
    if (damage !== undefined) {
      throw new Refused(damage);
    }
    const tree = new Tree();
    leaves.forEach((leaf) => tree.append(leafHash(leaf)));
    const [found, { size, root }] = [toHex(tree.root), readCheckpoint(checkpoint)];
    require(size === tree.size, `the checkpoint counts ${size} leaves, there are ${tree.size}`);
    require(found === toHex(root), `the entries give root ${found}, the checkpoint has another`);
    setItem(
      items,
      'root',
      'pass',
      say(`${size} 条记录算出的根是 ${found}`, `the ${size} entries give root ${found}`),
    );
  } catch (error) {
    fail(items, 'root', '记录与检查点不符', error);
  }
}

function judgeFingerprint(items: ItemMap, id: Uint8Array, given: Uint8Array | undefined): void {
  if (given === undefined) {
    setItem(
      items,
      'fingerprint',
      'unchecked',
      say(`没有给出指纹；这里是 ${toHex(id)}`, `no fingerprint was given; it is ${toHex(id)}`),
    );
  } else if (equalBytes(id, given)) {
    setItem(items, 'fingerprint', 'pass', say(toHex(id), toHex(id)));
  } else {
    setItem(
      items,
      'fingerprint',
      'fail',
      say(
        `这里是 ${toHex(id)}，给出的是 ${toHex(given)}`,
        `it is ${toHex(id)}; the one given is ${toHex(given)}`,
      ),
    );
  }
}

class Replay {
  readonly session: Session;
  readonly remarks: { leaf: number; words: Words }[] = [];

  constructor(
    private readonly items: ItemMap,
    private readonly record: RecordFiles,
    { manifest, roster }: Known,
    private readonly progress: (done: number, all: number) => void,
  ) {
    this.session = new Session(manifest, roster, record.leaves[0] ?? new Uint8Array(0), 'full');
  }

  async run(entries: readonly Entry[]): Promise<void> {
    const { leaves } = this.record;
    for (let index = 1; index < entries.length; index++) {
      const [entry, leaf] = [entries[index], leaves[index]];
      if (entry === undefined || leaf === undefined) {
        break;
      }
      if (entry.kind === 'close') {
        await this.#judgeBallots();
      }
      try {
        const { remark } = this.session.apply(entry, leaf);
        if (remark !== undefined) {
          this.remarks.push({ leaf: index, words: remark });
        }
      } catch (error) {
        if (!(error instanceof Illegal)) {
          throw error;
        }
        judgeSession(this.items, this.session, {
          item: error.item,
          words: error.words,
          leaf: index,
        });
        return;
      }
    }
    await this.#judgeBallots();
    judgeSession(this.items, this.session, undefined, entries.length < leaves.length);
  }

  async #judgeBallots(): Promise<void> {
    const { counting } = this.session;
    while (counting instanceof FullCounting && counting.unjudged.length > 0) {
      counting.judgeNext(BATCH);
      const all = counting.ballots.length;
      this.progress(all - counting.unjudged.length, all);
      await breath();
    }
  }
}

function fail(items: ItemMap, item: Item, zh: string, error: unknown): void {
  const why = refusal(error);
  setItem(items, item, 'fail', say(`${zh}：${why}`, why));
}

function refusal(error: unknown): string {
  if (error instanceof Refused) {
    return error.message;
  }
  throw error;
}
