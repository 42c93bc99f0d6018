// An official's desk: takes an order to the log and answers only when a quorum
// of witnesses stands behind it, because nobody acts on less. Everything is
// derived from the log and signatures are deterministic, so an order may be
// repeated, here or on another computer with the same slip.
import { Code } from '@connectrpc/connect';
import { CallError } from '../net/call_error';
import { pause, retry } from '../net/retry';
import { encodeEntry } from '../log/encode';
import type { LogState } from '../log/state';
import { refuse } from '../refused';
import type { OfficialKey } from './key';
import type { Order } from './orders';

/** The followed log, as a desk needs it. */
export interface DeskLog {
  /** Undefined before leaf 0. */
  readonly state: LogState | undefined;
  /** Resolves once `holds` does; rejects if the log turns out to be broken, or at `signal`. */
  until(holds: (log: LogState) => boolean, signal: AbortSignal): Promise<void>;
}

/** What the server has to offer a desk. */
export interface DeskCalls {
  /** Appends an entry and gives its leaf. */
  submit(entry: Uint8Array): Promise<bigint>;
  /** Whether the box has stopped, and how many ballots it put into the log. */
  box(): Promise<{ readonly closed: boolean; readonly returned: number }>;
}

export type DeskProgress = 'sign' | 'box' | 'quorum';

export interface DeskOptions {
  readonly log: DeskLog;
  readonly calls: DeskCalls;
  readonly key: OfficialKey;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: DeskProgress) => void;
}

const ATTEMPTS = 50;
const PAUSE_MS = 100;

export class Desk {
  constructor(private readonly options: DeskOptions) {}

  /** The leaf that holds the order. CallError or Refused say why there is none. */
  async give(order: Order): Promise<bigint> {
    this.options.onProgress?.('sign');
    const leaf = await this.#append(order);
    this.options.onProgress?.('quorum');
    await this.#until((log) => BigInt(log.quorum?.size ?? 0) > leaf);
    return leaf;
  }

  /** Resolves once the box has stopped and all that it held stands under a quorum, here too. */
  async waitForBox(): Promise<void> {
    this.options.onProgress?.('box');
    for (;;) {
      this.options.signal.throwIfAborted();
      const box = await this.#call(() => this.options.calls.box());
      if (box.closed) {
        await this.#until(
          ({ ballots, quorum, size }) => ballots >= box.returned && quorum?.size === size,
        );
        return;
      }
      await pause(PAUSE_MS, this.options.signal);
    }
  }

  // The server's log may be a moment ahead of ours, or ours of its: look again.
  async #append(order: Order): Promise<bigint> {
    for (let attempt = 1; ; ++attempt) {
      this.options.signal.throwIfAborted();
      const log = this.options.log.state;
      try {
        if (log === undefined || log.failure !== undefined) {
          return refuse('there is no verified log to sign upon');
        }
        const entry = encodeEntry(order(log, this.options.key));
        return await this.#call(() => this.options.calls.submit(entry));
      } catch (error) {
        const early = error instanceof CallError && error.code === Code.FailedPrecondition;
        if (attempt === ATTEMPTS || !early) {
          throw error;
        }
        await pause(PAUSE_MS, this.options.signal);
      }
    }
  }

  #call<T>(call: () => Promise<T>): Promise<T> {
    return retry(call, { signal: this.options.signal });
  }

  #until(holds: (log: LogState) => boolean): Promise<void> {
    return this.options.log.until(holds, this.options.signal);
  }
}
