// Follows a log piece by piece and verifies everything as it arrives. Where the
// pieces come from is the caller's business; what comes must be right, or the
// follower stops for good and says why. One follower is one log from leaf 0 on.
//
// Full mode judges ballots in small batches between which other work gets its
// turn: run it in a worker (remote.ts), and no page ever waits.
import { toHex } from '../bytes';
import { leafHash } from '../crypto/merkle';
import { sodiumReady } from '../crypto/sodium';
import { Refused } from '../refused';
import { Breathing, breath } from './breath';
import { signersOf } from './checkpoint';
import { FullCounting } from './counting_full';
import type { CountingKind } from './counting';
import { type LogLine, describe } from './describe';
import type { Entry } from './entry';
import { HeadRefused, type HeadStore, Heads } from './heads';
import { LeafReader } from './leaf_reader';
import { type Looked, lookUp } from './lookup';
import { liveVerdict } from './live';
import { Session } from './session';
import { type Failure, type LogState, type Remark, stateOf } from './state';
import type { Verdict } from './verdict';
import { Illegal, type Words, say } from './words';

/** What the server sends at a time; empty checkpoints say that they did not change. */
export interface Piece {
  readonly leaves: readonly Uint8Array[];
  readonly signedCheckpoint: Uint8Array;
  readonly quorumCheckpoint: Uint8Array;
}

export interface FollowerOptions {
  readonly kind: CountingKind;
  /** Rejects if the blob cannot be had just now; `take` then rejects too. */
  fetchBlob(hash: Uint8Array): Promise<Uint8Array>;
  /** session_id that the person has on paper. Without one, the log names itself. */
  readonly expected?: Uint8Array | undefined;
  readonly heads?: HeadStore | undefined;
}

/** Ballots judged at a time: a moment's work, and most of what batches save. */
const BATCH = 24;
/** Work on leaves before others get their turn. */
const HOLD_MS = 25;

export class LogFollower {
  readonly #options: FollowerOptions;
  readonly #reader: LeafReader;
  readonly #leaves: Uint8Array[] = [];
  readonly #listeners = new Set<(state: LogState | undefined, lines: readonly LogLine[]) => void>();
  #session: Session | undefined;
  #heads: Heads | undefined;
  #remarks: Remark[] = [];
  #lines: LogLine[] = [];
  #failure: Failure | undefined;
  #queue: Promise<void> = Promise.resolve();
  #judging: Promise<void> = Promise.resolve();

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#reader = new LeafReader((hash) => options.fetchBlob(hash));
  }

  /** The leaf to ask for next. */
  get next(): number {
    return this.#leaves.length;
  }

  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** The verified session, for what no snapshot holds: keys and leaves. */
  get session(): Session | undefined {
    return this.#session;
  }

  get heads(): Heads | undefined {
    return this.#heads;
  }

  /** The leaves that were verified, as they came. */
  get leaves(): readonly Uint8Array[] {
    return this.#leaves;
  }

  /** The verdict so far, of section 15 of crypto/PROTOCOL.md. */
  verdict(): Verdict {
    const [session, heads] = [this.#session, this.#heads];
    return liveVerdict(
      session && heads && { session, heads },
      this.#failure,
      this.#options.expected,
    );
  }

  /** Where the ballot with a tracking code, XXXX-XXXX-XXXX-XXXX, stands. */
  look(code: string): Looked {
    return this.#session === undefined
      ? { found: 'no' }
      : lookUp(this.#session, this.#leaves, code);
  }

  /** Undefined until leaf 0 is here. */
  get state(): LogState | undefined {
    const [session, heads] = [this.#session, this.#heads];
    return (
      session &&
      heads &&
      stateOf(session, {
        kind: this.#options.kind,
        heads,
        remarks: this.#remarks,
        failure: this.#failure,
      })
    );
  }

  /** Calls `listener` after every change, with the lines that are new. Returns how to stop it. */
  subscribe(
    listener: (state: LogState | undefined, lines: readonly LogLine[]) => void,
  ): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Takes the next piece, after all earlier ones. Rejects if a blob cannot be fetched:
   * follow again from `next`; and with Refused if not even leaf 0 is what it must be.
   */
  take(piece: Piece): Promise<void> {
    const taken = this.#queue.then(() => this.#take(piece));
    this.#queue = taken.catch(() => undefined);
    return taken;
  }

  /** Fulfilled when all ballots that are here are judged. */
  async settled(): Promise<void> {
    await this.#queue;
    await this.#judging;
  }

  /**
   * For BEHIND_THE_END: the server has fewer leaves than `next`. What it never
   * signed may be gone after a crash, and is forgotten here too; if it has signed
   * what it does not have, that is a failure. Resolves to the new `next`.
   */
  rewind(): Promise<number> {
    const done = this.#queue.then(() => this.#rewind());
    this.#queue = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  async #take(piece: Piece): Promise<void> {
    await sodiumReady;
    if (this.#failure === undefined) {
      await this.#takeWhole(piece);
    }
    // Without leaf 0 there is no state to say it in.
    if (this.#failure !== undefined && this.#session === undefined) {
      const { zh, en } = this.#failure.words;
      throw new Refused(`${zh} / ${en}`);
    }
  }

  async #takeWhole(piece: Piece): Promise<void> {
    try {
      const breathing = new Breathing(HOLD_MS);
      for (const leaf of piece.leaves) {
        await this.#takeLeaf(leaf);
        await breathing.pause();
      }
      await this.#takeHeads(piece);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#tell();
      this.#judge();
    }
  }

  async #takeHeads(piece: Piece): Promise<void> {
    const [session, heads] = [this.#session, this.#heads];
    if (session === undefined || heads === undefined) {
      return;
    }
    heads.compareRemembered(session.tree);
    if (piece.signedCheckpoint.length > 0) {
      heads.takeSigned(piece.signedCheckpoint, session.tree);
    }
    if (piece.quorumCheckpoint.length > 0) {
      if (heads.takeQuorum(piece.quorumCheckpoint, session.tree)) {
        await this.#save(toHex(session.sessionId), piece.quorumCheckpoint);
      }
    }
  }

  async #takeLeaf(leaf: Uint8Array): Promise<void> {
    const entry = await this.#reader.read(leaf);
    if (this.#session === undefined) {
      await this.#begin(entry, leaf);
    } else {
      await this.#settleBefore(entry);
      const { remark } = this.#session.apply(entry, leaf);
      this.#note(entry, leaf, remark);
    }
    this.#leaves.push(leaf);
  }

  #note(entry: Entry, leaf: Uint8Array, remark: Words | undefined): void {
    const index = this.#leaves.length;
    if (remark !== undefined) {
      this.#remarks = [...this.#remarks, { leaf: index, words: remark }];
    }
    this.#lines.push({
      index,
      kind: entry.kind,
      words: describe(entry, this.#session?.manifest),
      remark,
      hash: toHex(leafHash(leaf)),
    });
  }

  async #begin(entry: Entry, leaf: Uint8Array): Promise<void> {
    const { kind, expected } = this.#options;
    const { manifest, roster } = await this.#reader.begin(entry, expected);
    const session = new Session(manifest, roster, leaf, kind);
    this.#session = session;
    this.#heads = new Heads(signersOf(manifest, session.sessionId));
    await this.#recall(this.#heads, toHex(session.sessionId));
    this.#note(entry, leaf, undefined);
  }

  // What this device kept may be lost or damaged: then it is as good as a new one.
  async #recall(heads: Heads, fingerprint: string): Promise<void> {
    try {
      const note = await this.#options.heads?.load(fingerprint);
      if (note !== undefined) {
        heads.remember(note);
      }
    } catch {
      return;
    }
  }

  async #save(fingerprint: string, note: Uint8Array): Promise<void> {
    try {
      await this.#options.heads?.save(fingerprint, note);
    } catch {
      // A device that cannot keep anything can still follow.
    }
  }

  // Close, shares and the result mean nothing until all ballots are judged.
  async #settleBefore(entry: Entry): Promise<void> {
    const waits = ['close', 'audit_share', 'tally_share', 'result'].includes(entry.kind);
    if (waits && this.#options.kind === 'full') {
      this.#judge();
      await this.#judging;
    }
  }

  #judge(): void {
    this.#judging = this.#judging.then(() => this.#judgeAll());
  }

  async #judgeAll(): Promise<void> {
    for (;;) {
      const counting = this.#session?.counting;
      if (!(counting instanceof FullCounting) || counting.unjudged.length === 0) {
        return;
      }
      const before = counting.ballots.length - counting.unjudged.length;
      counting.judgeNext(BATCH);
      this.#remarkVoid(counting.ballots.slice(before, before + BATCH));
      this.#tell();
      await breath();
    }
  }

  #remarkVoid(judged: FullCounting['ballots']): void {
    for (const { leaf, verdict, why } of judged) {
      if (verdict !== 'good') {
        const words =
          verdict === 'spent'
            ? say('废票：这张凭证已经用过', 'void ballot: its token was spent before')
            : say(`废票：${why ?? verdict}`, `void ballot: ${why ?? verdict}`);
        this.#remarks = [...this.#remarks, { leaf, words }];
      }
    }
  }

  async #rewind(): Promise<number> {
    const [session, heads] = [this.#session, this.#heads];
    const keep = heads?.signed?.size ?? 0;
    if (session === undefined || heads === undefined || this.#failure !== undefined) {
      return this.next;
    }
    if (keep >= this.#leaves.length) {
      this.#fail(heads.shrunk(session.tree));
      this.#tell();
      return this.next;
    }
    await this.#judging;
    const kept = this.#leaves.splice(0).slice(0, keep);
    this.#session = undefined;
    this.#remarks = [];
    for (const leaf of kept) {
      await this.#takeLeaf(leaf);
    }
    this.#heads = heads;
    this.#lines = [];
    this.#tell();
    this.#judge();
    return this.next;
  }

  #fail(error: unknown): void {
    const leaf = this.#leaves.length;
    if (error instanceof Illegal) {
      this.#failure = { item: error.item, words: error.words, leaf, evidence: undefined };
    } else if (error instanceof HeadRefused) {
      const { item, words, evidence } = error;
      this.#failure = { item, words, leaf: undefined, evidence };
    } else {
      throw error;
    }
  }

  #tell(): void {
    const lines = this.#lines;
    this.#lines = [];
    const state = this.state;
    this.#listeners.forEach((listener) => listener(state, lines));
  }
}
