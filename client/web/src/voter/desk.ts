// One slip in use: its keys, what is kept of it, and how its work ends.
import { CallError } from '../net/call_error.ts';
import { Backoff } from '../net/retry.ts';
import { Refused } from '../refused.ts';
import type { Phase } from '../log/session.ts';
import type { IssuedPart, Ports, ServerStatus, SlipKeys, TabletSession } from './ports.ts';
import type { StopReason } from './protocol.ts';
import { serializeState, type VoterState } from './state.ts';

// Ends a slip's work for good, with the page that says why.
export class Stopped extends Error {
  override readonly name = 'Stopped';
  constructor(
    readonly reason: StopReason,
    readonly detail = '',
  ) {
    super(reason);
  }
}

// The slip was put away; nothing is to be said.
export class PutAway extends Error {
  override readonly name = 'PutAway';
}

// Wakes whoever waits for something to change.
export class Changes {
  #wake: (() => void)[] = [];

  notify(): void {
    const wake = this.#wake;
    this.#wake = [];
    wake.forEach((resolve) => resolve());
  }

  next(): Promise<void> {
    return new Promise((resolve) => this.#wake.push(resolve));
  }
}

// What the machine lets a slip's work see and do.
export interface World {
  readonly ports: Ports;
  readonly changes: Changes;
  session(): TabletSession;
  // The later of what the log and what the server say.
  phase(): Phase;
  connected(connected: boolean): void;
  heard(status: ServerStatus): void;
}

export class Desk {
  readonly #leaving = new AbortController();
  #saving: Promise<void> = Promise.resolve();

  constructor(
    readonly world: World,
    readonly keys: SlipKeys,
    readonly state: VoterState,
    private readonly release: () => void,
  ) {}

  get signal(): AbortSignal {
    return this.#leaving.signal;
  }

  get sealed(): boolean {
    return this.state.ballot.length > 0;
  }

  // The parts of the active set, or undefined while some are missing.
  activeParts(): IssuedPart[] | undefined {
    const parts: IssuedPart[] = [];
    for (const issuer of this.world.session().activeIssuers) {
      const part = this.state.parts.find((held) => held.issuer === issuer);
      if (part === undefined) {
        return undefined;
      }
      parts.push(part);
    }
    return parts;
  }

  // Saves what the state is now; resolves once it would survive a power cut.
  // One after the other, so that an older state never overwrites a newer one.
  save(): Promise<void> {
    const { crypto, storage } = this.world.ports;
    const plain = serializeState(this.state);
    const sealed = this.keys.seal(plain);
    crypto.wipe(plain);
    this.#saving = this.#saving
      .catch(() => undefined)
      .then(() => storage.save(this.keys.storageName, sealed))
      .catch((error: unknown) => {
        throw new Stopped('storage', String(error));
      });
    return this.#saving;
  }

  // Makes `call` until it succeeds, or fails for good with that CallError.
  async persist<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const backoff = new Backoff();
    for (;;) {
      this.stayOrThrow();
      try {
        const answer = await call(this.signal);
        this.world.connected(true);
        return answer;
      } catch (error) {
        this.stayOrThrow();
        if (!(error instanceof CallError) || !error.transient) {
          throw error;
        }
        // Told to wait is not cut off.
        this.world.connected(error.refusal !== undefined);
        await this.world.ports.clock.sleep(backoff.next(error), this.signal);
      }
    }
  }

  async sleep(ms: number): Promise<void> {
    await this.world.ports.clock.sleep(ms, this.signal);
    this.stayOrThrow();
  }

  async nextChange(): Promise<void> {
    await this.world.changes.next();
    this.stayOrThrow();
  }

  stayOrThrow(): void {
    if (this.signal.aborted) {
      throw new PutAway();
    }
  }

  // Puts the slip away: ends its work and forgets its secrets.
  putAway(): void {
    if (this.signal.aborted) {
      return;
    }
    this.#leaving.abort();
    this.keys.forget();
    this.world.ports.crypto.wipe(this.state.tokenSecret);
    this.state.draft = [];
    this.release();
    this.world.changes.notify();
  }
}

// What an error of a slip's work means to the deputy; undefined if nothing.
export function stopOf(error: unknown): Stopped | undefined {
  if (error instanceof PutAway) {
    return undefined;
  }
  if (error instanceof Stopped) {
    return error;
  }
  if (error instanceof Refused) {
    return new Stopped('log-broken', error.message);
  }
  return new Stopped('fault', error instanceof Error ? error.message : String(error));
}
