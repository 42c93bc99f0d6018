// The chair's console: the log as this page verified it, the chair's key while
// they are signed in, and the one thing that is being done.
import { sodiumReady } from '../../crypto/sodium';
import { Desk, type DeskProgress } from '../../official/desk';
import { OfficialKey } from '../../official/key';
import {
  abortOrder,
  activeSetOrder,
  announceOrder,
  closeOrder,
  closingOrder,
  openOrder,
} from '../../official/orders';
import { presentIssuers, type Sitting } from '../../official/sitting';
import type { Watch } from '../../official/watch.svelte';
import { CallError } from '../../net/call_error';
import { Refused } from '../../refused';
import { type Step, type StepId, nextStep } from './steps';

export interface Mishap {
  readonly message: string;
  /** What the server advises; empty if nothing. */
  readonly advice: string;
}

export class Console {
  progress = $state.raw<DeskProgress | undefined>();
  mishap = $state.raw<Mishap | undefined>();
  /** What is wrong with the slip. */
  slipProblem = $state.raw<'malformed' | 'not-chair' | undefined>();
  /** Name of the chair who is signed in. */
  chair = $state.raw<string | undefined>();
  #key: OfficialKey | undefined;
  readonly #leaving = new AbortController();

  constructor(readonly watch: Watch) {}

  get sitting(): Sitting | undefined {
    return this.watch.sitting;
  }

  get step(): Step | undefined {
    const { sitting, state } = this.watch;
    return (
      sitting &&
      nextStep(sitting, {
        signedIn: this.chair !== undefined,
        connected: this.watch.connected,
        checkedBallots: state?.judged ?? 0,
      })
    );
  }

  get busy(): boolean {
    return this.progress !== undefined;
  }

  start(): () => void {
    const { signal } = this.#leaving;
    void this.watch.run(signal);
    void this.watch.poll(signal);
    const forget = (): void => this.signOut();
    window.addEventListener('pagehide', forget);
    return () => {
      window.removeEventListener('pagehide', forget);
      this.#leaving.abort();
      this.signOut();
    };
  }

  /** False, with slipProblem set, if this is not the chair's slip. */
  async signIn(slip: string): Promise<boolean> {
    await sodiumReady;
    const { manifest } = this.watch.state ?? {};
    if (manifest === undefined) {
      return false;
    }
    this.signOut();
    let key: OfficialKey | undefined;
    try {
      key = OfficialKey.fromSlip(slip);
      this.chair = key.officialIn(manifest, 'chair').name;
      this.#key = key;
      this.slipProblem = undefined;
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) {
        throw error;
      }
      this.slipProblem = key === undefined ? 'malformed' : 'not-chair';
      key?.wipe();
      return false;
    }
  }

  signOut(): void {
    this.#key?.wipe();
    this.#key = undefined;
    this.chair = undefined;
  }

  take(id: StepId): Promise<boolean> {
    return this.#do(async (desk) => {
      switch (id) {
        case 'check-in':
          return this.#useIssuers(desk);
        case 'open':
          return void (await desk.give(openOrder));
        case 'closing':
          await desk.give(closingOrder);
          return this.#close(desk);
        case 'close':
          return this.#close(desk);
        case 'announce':
          return void (await desk.give(announceOrder));
      }
    });
  }

  replaceIssuers(): Promise<boolean> {
    return this.#do((desk) => this.#useIssuers(desk));
  }

  abort(reason: string): Promise<boolean> {
    return this.#do(async (desk) => void (await desk.give(abortOrder(reason))));
  }

  async #useIssuers(desk: Desk): Promise<void> {
    const issuers = this.sitting === undefined ? [] : presentIssuers(this.sitting);
    await desk.give(activeSetOrder(issuers));
  }

  async #close(desk: Desk): Promise<void> {
    await desk.waitForBox();
    // Another desk may have closed it meanwhile.
    if (this.watch.state?.phase === 'closing') {
      await desk.give(closeOrder);
    }
  }

  // One thing at a time; whether it was done.
  async #do(work: (desk: Desk) => Promise<void>): Promise<boolean> {
    if (this.busy || this.#key === undefined) {
      return false;
    }
    this.mishap = undefined;
    this.progress = 'sign';
    const desk = new Desk({
      log: this.watch,
      calls: this.watch.calls,
      key: this.#key,
      signal: this.#leaving.signal,
      onProgress: (progress) => (this.progress = progress),
    });
    try {
      await work(desk);
      return true;
    } catch (error) {
      this.mishap = mishapOf(error);
      return false;
    } finally {
      this.progress = undefined;
    }
  }
}

function mishapOf(error: unknown): Mishap {
  const message = error instanceof Error ? error.message : String(error);
  return { message, advice: error instanceof CallError ? (error.refusal?.nextStep ?? '') : '' };
}
