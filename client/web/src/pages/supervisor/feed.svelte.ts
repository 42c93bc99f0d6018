// What the supervisor's and the result's pages know: the log as this page has verified it, the
// verdict over it, and the server's word where there is nothing else. Follows as long as the page is
// open, through whatever happens to the network.
import { toHex } from '../../bytes';
import { readCheckpoint } from '../../log/checkpoint';
import type { LogLine } from '../../log/describe';
import { encodeEntry } from '../../log/encode';
import { RemoteFollower } from '../../log/remote';
import type { Looked } from '../../log/lookup';
import type { LogState } from '../../log/state';
import type { Verdict } from '../../log/verdict';
import logWorker from '../../log/worker?worker&url';
import { retry } from '../../net/retry';
import { boardClient, makeTransport } from '../../net/services';
import type { OfficialKey } from '../../official/key';
import { Desk } from '../../official/desk';
import type { Order } from '../../official/orders';
import { readSitting } from '../../official/read';
import { type Sitting, peopleWith, resultOf, turnoutOf } from '../../official/sitting';
import { Watch } from '../../official/watch.svelte';
import { startWorker } from '../../ui/worker';
import { headStore } from '../../voter/storage';
import type { SheetFacts } from '../result/facts';
import { type KeyPrints, type Verification, verificationOf } from './model';

export class Feed {
  readonly watch: Watch;
  #remote!: RemoteFollower;
  #state = $state.raw<LogState | undefined>();
  #verdict = $state.raw<Verdict | undefined>();
  #lines: LogLine[] = [];
  /** Leaves that the server says there are: for the progress bar alone. */
  #announced = $state(0);
  lines = $state.raw<readonly LogLine[]>([]);
  /** session_id as the person has it on paper, 64 hexadecimal digits. */
  given = $state<string | undefined>(undefined);

  constructor() {
    this.watch = new Watch((fetchBlob) => {
      const port = startWorker(logWorker, 'log');
      const remote = new RemoteFollower(port, { kind: 'full', fetchBlob, heads: headStore });
      remote.subscribe((state, lines, verdict) => this.#hear(state, lines, verdict));
      this.#remote = remote;
      return {
        get next() {
          return remote.next;
        },
        take: (piece) => remote.take(piece),
        rewind: () => this.#rewind(),
        subscribe: (listener) => remote.subscribe(listener),
      };
    });
  }

  /** Follows until `signal`. */
  run(signal: AbortSignal): void {
    void this.watch.run(signal);
    void this.watch.poll(signal);
    void this.#askSize(signal);
  }

  get state(): LogState | undefined {
    return this.#state;
  }

  /** Also of a log that failed, as far as it was good: the page says so beside it. */
  readonly sitting = $derived.by((): Sitting | undefined => {
    const state = this.#state;
    return this.watch.sitting ?? (state && readSitting(state, undefined));
  });

  readonly verification = $derived.by((): Verification =>
    verificationOf(this.#state, this.#verdict, this.#announced, this.given),
  );

  /** Whether a quorum of witnesses stands behind the chair's announcement. */
  readonly isPublic = $derived.by((): boolean => {
    const announced = this.lines.find(({ kind }) => kind === 'announce');
    return announced !== undefined && announced.index < (this.#state?.quorum?.size ?? 0);
  });

  readonly prints = $derived.by((): KeyPrints => {
    const state = this.#state;
    return {
      keyId: state?.keyId ?? '',
      roster: state ? toHex(state.manifest.rosterHash) : '',
      logKey: state ? toHex(state.manifest.logKey) : '',
    };
  });

  /** By official, from 1. */
  readonly signingKeys = $derived.by((): string[] =>
    (this.#state?.officials ?? []).map(({ signingKey }) => toHex(signingKey)),
  );

  /** Undefined before there is a result. */
  readonly sheet = $derived.by((): SheetFacts | undefined => {
    const [sitting, state] = [this.sitting, this.#state];
    const view = sitting && resultOf(sitting);
    return sitting && view && state?.quorum ? factsOf(sitting, view, state.quorum) : undefined;
  });

  find(code: string): Promise<Looked> {
    return this.#remote.look(code);
  }

  /**
   * Takes an order to the log; resolves once a quorum stands behind it. A log that fails here can
   * still be objected to: then nothing more is waited for, since nothing of it is believed.
   */
  async give(order: Order, key: OfficialKey): Promise<void> {
    if (this.#state?.failure !== undefined) {
      const entry = encodeEntry(order(this.#state, key));
      await retry(() => this.watch.calls.submit(entry));
      return;
    }
    const { signal } = new AbortController();
    const desk = new Desk({ log: this.watch, calls: this.watch.calls, key, signal });
    await desk.give(order);
  }

  #hear(state: LogState | undefined, lines: readonly LogLine[], verdict: Verdict): void {
    this.#state = state;
    this.#verdict = verdict;
    if (lines.length > 0) {
      this.#lines.push(...lines);
      this.lines = [...this.#lines];
    }
  }

  // What the server never signed is gone after a crash, and was never part of the record.
  async #rewind(): Promise<number> {
    const next = await this.#remote.rewind();
    this.#lines = this.#lines.slice(0, next);
    this.lines = [...this.#lines];
    return next;
  }

  async #askSize(signal: AbortSignal): Promise<void> {
    try {
      const board = boardClient(makeTransport());
      const { signedCheckpoint } = await retry(() => board.getCheckpoint({}, { signal }), {
        signal,
      });
      this.#announced = readCheckpoint(signedCheckpoint).size;
    } catch {
      // There is none yet. The bar then goes by what has come.
    }
  }
}

function factsOf(
  sitting: Sitting,
  view: SheetFacts['view'],
  quorum: NonNullable<LogState['quorum']>,
): SheetFacts {
  const names = (role: 'chair' | 'scrutineer') =>
    peopleWith(sitting, role).map((person) => person.name);
  return {
    rules: sitting.rules,
    view,
    turnout: turnoutOf(sitting),
    sessionId: sitting.fingerprint,
    root: quorum.root,
    checkpoint: quorum.fingerprint,
    size: quorum.size,
    chairs: names('chair'),
    scrutineers: names('scrutineer'),
    verified: sitting.verified.length,
    objections: sitting.objections.length,
  };
}
