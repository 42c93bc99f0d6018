// A tablet's way to the server, which the tests can cut: a TCP relay on
// loopback. Chromium's own "offline" neither reaches workers nor loses an answer
// whose request went through; a hall's Wi-Fi does.
import { createServer, connect, type Server, type Socket } from 'node:net';

export type Weather =
  | 'good'
  // Gone: connections break and none can be made.
  | 'cut'
  // Out of reach: connections stay and nothing comes through.
  | 'silent'
  // What is sent arrives, answers get lost.
  | 'deaf';

export class Wifi {
  #weather: Weather = 'good';
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  // Bytes towards the tablet.
  received = 0;
  connections = 0;
  #loses: { readonly size: number; readonly lost: () => void } | undefined;

  private constructor(
    private readonly relay: Server,
    private readonly target: number,
    // Where the tablet goes.
    readonly origin: string,
  ) {}

  static async to(target: number): Promise<Wifi> {
    const relay = createServer();
    await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
    const address = relay.address();
    if (typeof address !== 'object' || address === null) {
      throw new Error('the relay does not listen');
    }
    const wifi = new Wifi(relay, target, `https://127.0.0.1:${address.port}`);
    relay.on('connection', (socket) => wifi.#join(socket));
    return wifi;
  }

  // What went wrong with connections that are open is not mended by better
  // weather: they are gone.
  set weather(weather: Weather) {
    if (weather === 'cut' || (weather === 'good' && this.#weather !== 'good')) {
      this.#breakAll();
    }
    this.#weather = weather;
  }

  // Lets the next request that is larger than `size` through, and from there on
  // no answer: deaf. Resolves when the answer has come to the relay, and ends
  // there.
  loseAnswerTo(size: number): Promise<void> {
    return new Promise((resolve) => {
      this.#loses = { size, lost: resolve };
    });
  }

  close(): void {
    this.#breakAll();
    this.relay.close();
  }

  #breakAll(): void {
    for (const [near, far] of this.#pairs) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
  }

  #join(near: Socket): void {
    if (this.#weather === 'cut') {
      near.resetAndDestroy();
      return;
    }
    this.connections += 1;
    const far = connect(this.target, '127.0.0.1');
    const pair = [near, far] as const;
    this.#pairs.add(pair);
    // Since the last answer.
    let asked = 0;
    let lost: (() => void) | undefined;
    near.on('data', (bytes) => {
      asked += bytes.length;
      if (this.#loses !== undefined && asked > this.#loses.size) {
        this.#weather = 'deaf';
        lost = this.#loses.lost;
        this.#loses = undefined;
      }
      if (this.#weather !== 'silent') {
        far.write(bytes);
      }
    });
    far.on('data', (bytes) => {
      asked = 0;
      lost?.();
      if (this.#weather === 'good') {
        this.received += bytes.length;
        near.write(bytes);
      }
    });
    for (const [one, other] of [pair, [far, near] as const]) {
      // Resets are this relay's business as much as ends are.
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#pairs.delete(pair);
        other.destroy();
      });
    }
  }
}
