// The page's side: a follower that runs in a worker, so that no page waits for
// arithmetic. It has the calls of LogFollower that pages need.
import { Refused } from '../refused';
import type { LogLine } from './describe';
import type { FollowerOptions, Piece } from './follower';
import type { Looked } from './lookup';
import type { FromWorker, Port, ToWorker } from './protocol';
import type { LogState } from './state';
import { type Verdict, verdictOf } from './verdict';

type Listener = (state: LogState | undefined, lines: readonly LogLine[], verdict: Verdict) => void;

interface Waiting {
  resolve(value: number | Looked): void;
  reject(error: unknown): void;
}

const DEAD = '验证程序意外停止，请重新打开本页 / the verification stopped: open this page again';

export class RemoteFollower {
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<Listener>();
  #ids = 0;
  #dead = false;
  #next = 0;
  #state: LogState | undefined;
  #verdict: Verdict = verdictOf(new Map());
  /** What the page itself could not get: thrown on where the piece came from. */
  #fault: unknown;

  constructor(
    private readonly port: Port,
    private readonly options: FollowerOptions,
  ) {
    port.addEventListener('message', (event: MessageEvent<FromWorker>) => this.#hear(event.data));
    // A worker that cannot be loaded, or dies: nobody may wait for it for ever.
    port.addEventListener('error', () => this.#abandon());
    const { kind, expected, heads } = options;
    this.#say({ kind: 'start', counting: kind, expected, remembers: heads !== undefined });
  }

  get next(): number {
    return this.#next;
  }

  get state(): LogState | undefined {
    return this.#state;
  }

  get verdict(): Verdict {
    return this.#verdict;
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** As LogFollower's; what `fetchBlob` rejects with, this rejects with. */
  async take({ leaves, signedCheckpoint, quorumCheckpoint }: Piece): Promise<void> {
    const piece = { leaves, signedCheckpoint, quorumCheckpoint };
    this.#next = Number(await this.#call((id) => ({ kind: 'take', id, piece })));
  }

  async rewind(): Promise<number> {
    this.#next = Number(await this.#call((id) => ({ kind: 'rewind', id })));
    return this.#next;
  }

  async look(code: string): Promise<Looked> {
    return (await this.#call((id) => ({ kind: 'look', id, code }))) as Looked;
  }

  #call(make: (id: number) => ToWorker): Promise<number | Looked> {
    const id = this.#ids++;
    if (this.#dead) {
      return Promise.reject(new Refused(DEAD));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#say(make(id));
    });
  }

  #hear(message: FromWorker): void {
    switch (message.kind) {
      case 'changed':
        this.#state = message.state;
        this.#verdict = message.verdict;
        this.#next = message.next;
        this.#listeners.forEach((listen) => listen(message.state, message.lines, message.verdict));
        return;
      case 'ask':
        void this.#answer(message);
        return;
      case 'save':
        void this.options.heads?.save(message.of, message.note).catch(() => undefined);
        return;
      case 'done':
        this.#settle(message.id)?.resolve(message.value);
        return;
      case 'failed':
        this.#settle(message.id)?.reject(this.#fault ?? new Refused(message.error));
        this.#fault = undefined;
    }
  }

  async #answer(asked: Extract<FromWorker, { kind: 'ask' }>): Promise<void> {
    const { id } = asked;
    try {
      const bytes = await (asked.what === 'blob'
        ? this.options.fetchBlob(asked.hash)
        : this.options.heads?.load(asked.of));
      this.#say({ kind: 'answer', id, bytes, error: undefined });
    } catch (error) {
      this.#fault = asked.what === 'blob' ? error : this.#fault;
      this.#say({ kind: 'answer', id, bytes: undefined, error: String(error) });
    }
  }

  #abandon(): void {
    this.#dead = true;
    [...this.#waiting.keys()].forEach((id) => this.#settle(id)?.reject(new Refused(DEAD)));
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #say(message: ToWorker): void {
    this.port.postMessage(message);
  }
}
