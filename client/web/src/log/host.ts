// The worker's side: a LogFollower that is told what came, and asks for blobs.
import type { LogLine } from './describe';
import { LogFollower } from './follower';
import type { HeadStore } from './heads';
import type { FromWorker, Port, ToWorker } from './protocol';
import type { LogState } from './state';

export class FollowerHost {
  readonly #asked = new Map<number, (message: Extract<ToWorker, { kind: 'answer' }>) => void>();
  #follower: LogFollower | undefined;
  #asks = 0;

  constructor(private readonly port: Port) {
    port.addEventListener('message', (event: MessageEvent<ToWorker>) => this.#hear(event.data));
  }

  #hear(message: ToWorker): void {
    switch (message.kind) {
      case 'start':
        return this.#start(message);
      case 'take':
        return this.#do(message.id, async (follower) => {
          await follower.take(message.piece);
          return follower.next;
        });
      case 'rewind':
        return this.#do(message.id, (follower) => follower.rewind());
      case 'look':
        return this.#do(message.id, (follower) => Promise.resolve(follower.look(message.code)));
      case 'answer':
        this.#asked.get(message.id)?.(message);
        this.#asked.delete(message.id);
    }
  }

  #start(message: Extract<ToWorker, { kind: 'start' }>): void {
    const follower = new LogFollower({
      kind: message.counting,
      expected: message.expected,
      heads: message.remembers ? this.#heads() : undefined,
      fetchBlob: async (hash) => {
        const bytes = await this.#ask((id) => ({ kind: 'ask', id, what: 'blob', hash }));
        return bytes ?? new Uint8Array(0);
      },
    });
    follower.subscribe((state, lines) => this.#tell(follower, state, lines));
    this.#follower = follower;
  }

  #tell(follower: LogFollower, state: LogState | undefined, lines: readonly LogLine[]): void {
    const { next } = follower;
    this.#say({ kind: 'changed', state, lines, verdict: follower.verdict(), next });
  }

  #heads(): HeadStore {
    return {
      load: (of) => this.#ask((id) => ({ kind: 'ask', id, what: 'head', of })),
      save: (of, note) => Promise.resolve(this.#say({ kind: 'save', of, note })),
    };
  }

  #do(
    id: number,
    work: (follower: LogFollower) => Promise<Extract<FromWorker, { kind: 'done' }>['value']>,
  ): void {
    const follower = this.#follower;
    const done = follower === undefined ? Promise.reject(new Error('not started')) : work(follower);
    done.then(
      (value) => this.#say({ kind: 'done', id, value }),
      (error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        this.#say({ kind: 'failed', id, error: why });
      },
    );
  }

  #ask(make: (id: number) => FromWorker): Promise<Uint8Array | undefined> {
    const id = this.#asks++;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, ({ bytes, error }) =>
        error === undefined ? resolve(bytes) : reject(new Error(error)),
      );
      this.#say(make(id));
    });
  }

  #say(message: FromWorker): void {
    this.port.postMessage(message);
  }
}
