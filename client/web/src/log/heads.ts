// What a follower remembers of checkpoints, and what it can prove when a log turns
// out to have two histories: notes that the log's key signed.
import { equalBytes, toHex } from '../bytes';
import { Refused } from '../refused';
import {
  type Checkpoint,
  type Signers,
  checkpointFingerprint,
  openCheckpoint,
  requireQuorum,
} from './checkpoint';
import type { Tree } from './tree';
import { type Item, type Words, say } from './words';

/** Keeps the last checkpoint with quorum that this device accepted, by session. */
export interface HeadStore {
  load(fingerprint: string): Promise<Uint8Array | undefined>;
  save(fingerprint: string, note: Uint8Array): Promise<void>;
}

/** What to show to everybody when a log contradicts itself. */
export interface Evidence {
  /** The note that contradicts what came before. */
  readonly note: Uint8Array;
  /** Size and root, in hexadecimal, that the leaves which were sent to us give. */
  readonly size: number;
  readonly root: string;
  /** The last note that was accepted, if there is one. */
  readonly earlier: Uint8Array | undefined;
}

export class HeadRefused extends Refused {
  override readonly name = 'HeadRefused';

  constructor(
    readonly item: Item,
    readonly words: Words,
    readonly evidence: Evidence | undefined,
  ) {
    super(words.en);
  }
}

export interface QuorumHead {
  readonly checkpoint: Checkpoint;
  readonly cosigners: readonly number[];
  readonly fingerprint: Uint8Array;
}

export class Heads {
  signed: Checkpoint | undefined;
  quorum: QuorumHead | undefined;
  #remembered: Checkpoint | undefined;
  #least = 0;

  constructor(readonly signers: Signers) {}

  /** A note that was accepted in an earlier life of this device. */
  remember(note: Uint8Array): void {
    const checkpoint = openCheckpoint(this.signers, note);
    requireQuorum(this.signers, checkpoint);
    this.#remembered = checkpoint;
    this.#least = checkpoint.size;
  }

  takeSigned(note: Uint8Array, tree: Tree): void {
    const checkpoint = this.#open(note, tree);
    if (checkpoint.size >= (this.signed?.size ?? 0)) {
      this.signed = checkpoint;
    }
  }

  /** Whether the newest head with quorum is another now. */
  takeQuorum(note: Uint8Array, tree: Tree): boolean {
    const checkpoint = this.#open(note, tree);
    const cosigners = this.#cosigners(checkpoint);
    this.takeSigned(note, tree);
    // An older one tells nothing new, for instance after the server was restarted; and
    // one below what this device accepted before says nothing of what came between.
    if (checkpoint.size < Math.max(this.#least, this.quorum?.checkpoint.size ?? 0)) {
      return false;
    }
    this.quorum = { checkpoint, cosigners, fingerprint: checkpointFingerprint(checkpoint) };
    return true;
  }

  /** Compares the tree with what this device accepted earlier. Throws HeadRefused. */
  compareRemembered(tree: Tree): void {
    const remembered = this.#remembered;
    if (remembered !== undefined && tree.size >= remembered.size) {
      this.#compare(remembered, tree);
      this.#remembered = undefined;
      this.signed ??= remembered;
    }
  }

  /** The log says that it has fewer leaves than it has signed before. */
  shrunk(tree: Tree): HeadRefused {
    const { signed } = this;
    return new HeadRefused(
      'root',
      say(
        `记录变短了：先前签过 ${signed?.size ?? 0} 条，现在说没有这么多`,
        `the log has shrunk: it signed ${signed?.size ?? 0} leaves, and has fewer now`,
      ),
      signed && this.#evidence(signed, tree),
    );
  }

  #open(note: Uint8Array, tree: Tree): Checkpoint {
    const checkpoint = this.#read(note);
    if (checkpoint.size > tree.size) {
      throw new HeadRefused(
        'root',
        say(
          `检查点有 ${checkpoint.size} 条，只收到 ${tree.size} 条`,
          `the checkpoint counts ${checkpoint.size} leaves, only ${tree.size} were sent`,
        ),
        this.#evidence(checkpoint, tree),
      );
    }
    this.#compare(checkpoint, tree);
    return checkpoint;
  }

  #read(note: Uint8Array): Checkpoint {
    try {
      return openCheckpoint(this.signers, note.slice());
    } catch (error) {
      throw asHeadRefused(error, 'checkpoint', '检查点无效');
    }
  }

  #cosigners(checkpoint: Checkpoint): number[] {
    try {
      return requireQuorum(this.signers, checkpoint);
    } catch (error) {
      throw asHeadRefused(error, 'quorum', '见证人签名不足或有误');
    }
  }

  #compare(checkpoint: Checkpoint, tree: Tree): void {
    const root = tree.rootAt(checkpoint.size);
    if (root === undefined || !equalBytes(root, checkpoint.root)) {
      throw new HeadRefused(
        'root',
        say(
          `记录分叉：前 ${checkpoint.size} 条与检查点不符`,
          `the log has forked: its first ${checkpoint.size} leaves are not those of the checkpoint`,
        ),
        this.#evidence(checkpoint, tree),
      );
    }
  }

  #evidence(checkpoint: Checkpoint, tree: Tree): Evidence {
    const size = Math.min(checkpoint.size, tree.size);
    return {
      note: checkpoint.note,
      size,
      root: toHex(tree.rootAt(size) ?? tree.root),
      earlier: (this.quorum?.checkpoint ?? this.signed)?.note,
    };
  }
}

function asHeadRefused(error: unknown, item: Item, zh: string): unknown {
  return error instanceof Refused
    ? new HeadRefused(item, say(`${zh}：${error.message}`, error.message), undefined)
    : error;
}
