// A page's own view of the log: follows it, verifies it, and asks the server now
// and then for what no log holds (who is connected, whether the box has stopped).
// Nothing is shown of a log that did not pass.
import { CallError, toCallError } from '../net/call_error';
import { follow } from '../net/follow';
import { pause } from '../net/retry';
import { boardClient, controlClient, makeTransport } from '../net/services';
import type { Piece } from '../log/follower';
import type { LogState } from '../log/state';
import { Refused } from '../refused';
import type { DeskCalls, DeskLog } from './desk';
import { type Presence, readSitting } from './read';
import type { Sitting } from './sitting';

/** What verifies: in this thread or in a worker. */
export interface Verifier {
  readonly next: number;
  take(piece: Piece): Promise<void>;
  /** After BEHIND_THE_END. */
  rewind(): Promise<number>;
  subscribe(listener: (state: LogState | undefined) => void): () => void;
}

export type MakeVerifier = (fetchBlob: (hash: Uint8Array) => Promise<Uint8Array>) => Verifier;

const POLL_MS = 1_000;
const BOX_POLL_MS = 200;

export class Watch implements DeskLog {
  #state = $state.raw<LogState | undefined>();
  #presence = $state.raw<Presence | undefined>();
  connected = $state(true);
  /** Why nothing more will come: a fault of the log's, or of ours. */
  broken = $state.raw<string | undefined>();
  sitting = $derived.by((): Sitting | undefined => {
    const state = this.#state;
    return state === undefined || this.broken !== undefined || state.quorum === undefined
      ? undefined
      : readSitting(state, this.connected ? this.#presence : undefined);
  });

  readonly #board;
  readonly #control;
  readonly #verifier: Verifier;
  #listeners = new Set<() => void>();

  constructor(make: MakeVerifier) {
    const transport = makeTransport();
    this.#board = boardClient(transport);
    this.#control = controlClient(transport);
    this.#verifier = make(async (sha256) => (await this.#board.getBlob({ sha256 })).data);
    this.#verifier.subscribe((state) => this.#take(state));
  }

  get state(): LogState | undefined {
    return this.#state;
  }

  /** Follows until `signal`. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.broken === undefined) {
      try {
        await follow(this.#board, {
          start: () => BigInt(this.#verifier.next),
          // A blob that could not be had is a CallError: the log is asked for again from there.
          onPiece: (piece) => this.#verifier.take(piece),
          onConnected: (connected) => {
            this.connected = connected;
            // A server that comes back says anew who is there.
            if (!connected) this.#presence = undefined;
          },
          signal,
        });
      } catch (error) {
        await this.#recover(error, signal);
      }
    }
  }

  /** Asks who is there, until `signal`. */
  async poll(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        this.#presence = await this.#board.getStatus({}, { signal });
      } catch {
        // The follower says what there is to say about the connection.
      }
      await pause(this.#state?.phase === 'closing' ? BOX_POLL_MS : POLL_MS, signal);
    }
  }

  readonly calls: DeskCalls = {
    submit: async (entry) => (await this.#control.submitStatement({ entry, blobs: [] })).index,
    box: async () => {
      const { boxClosed, returned } = await this.#board.getStatus({});
      return { closed: boxClosed, returned };
    },
  };

  until(holds: (log: LogState) => boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        this.#listeners.delete(look);
        signal.removeEventListener('abort', look);
        settle();
      };
      const look = (): void => {
        if (signal.aborted) {
          end(() => reject(new Refused('stopped')));
        } else if (this.broken !== undefined) {
          end(() => reject(new Refused(this.broken ?? '')));
        } else if (this.#state !== undefined && holds(this.#state)) {
          end(resolve);
        }
      };
      this.#listeners.add(look);
      signal.addEventListener('abort', look);
      look();
    });
  }

  async #recover(error: unknown, signal: AbortSignal): Promise<void> {
    const failed = toCallError(error);
    if (error instanceof CallError && error.reason === 'BEHIND_THE_END') {
      await this.#verifier.rewind();
      return;
    }
    if (!(error instanceof CallError)) {
      this.#break(error instanceof Error ? error.message : String(error));
      return;
    }
    // The server refuses for now, for instance because it has no manifest yet.
    this.connected = false;
    await pause(Math.max(POLL_MS, failed.retryAfter), signal);
  }

  #take(state: LogState | undefined): void {
    this.#state = state;
    if (state?.failure !== undefined) {
      this.#break(`${state.failure.words.zh} ${state.failure.words.en}`);
    }
    [...this.#listeners].forEach((listener) => listener());
  }

  #break(why: string): void {
    this.broken ??= why;
    [...this.#listeners].forEach((listener) => listener());
  }
}
