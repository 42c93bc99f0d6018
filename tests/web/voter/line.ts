// A tablet's way to the hall's server, which can be cut, or fail at any one call
// before the server hears of it or after it has acted.
import { CallError, Code } from '../../../client/web/src/net/call_error.ts';
import type {
  Server,
  ServerStatus,
  TokenRequest,
  UnblindedPart,
} from '../../../client/web/src/voter/ports.ts';
import type { Hall } from './hall.ts';

export const NO_NETWORK = new CallError(Code.Unavailable, 'no network');

type Call = keyof Server;

export class Line implements Server {
  // Errors for the next calls of a kind: 'before' the server hears of it, or
  // 'after' it has acted, the answer lost.
  readonly faults: { call: Call; when: 'before' | 'after'; error: CallError }[] = [];
  cut = false;
  readonly calls: Call[] = [];
  // Ballots that reached the server.
  readonly casts: Uint8Array[] = [];

  constructor(private readonly hall: Hall) {}

  requestToken(request: TokenRequest): Promise<ReturnType<Hall['issue']>> {
    return this.#through('requestToken', () => this.hall.issue(request));
  }

  status(): Promise<ServerStatus> {
    return this.#through('status', () => this.hall.status());
  }

  cast(sent: Uint8Array, parts: readonly UnblindedPart[]): Promise<Uint8Array> {
    // What goes over a wire is a copy.
    const ballot = sent.slice();
    return this.#through('cast', () => {
      this.casts.push(ballot);
      return this.hall.take(ballot, parts);
    });
  }

  isLogged(ballot: Uint8Array): Promise<boolean> {
    return this.#through('isLogged', () => this.hall.has(ballot));
  }

  async #through<T>(call: Call, act: () => T): Promise<T> {
    this.calls.push(call);
    await Promise.resolve();
    if (this.cut) {
      throw NO_NETWORK;
    }
    const at = this.faults.findIndex((fault) => fault.call === call);
    const fault = at < 0 ? undefined : this.faults.splice(at, 1)[0];
    if (fault?.when === 'before') {
      throw fault.error;
    }
    const answer = act();
    if (fault !== undefined) {
      throw fault.error;
    }
    return answer;
  }
}
