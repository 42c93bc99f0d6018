// A tablet of the hall with the deputy's machine in it: its disk survives power
// cuts, its clock does not wait, and the tests do and see what a deputy does and
// sees.
import { VoterMachine } from '../../../client/web/src/voter/machine.ts';
import type { Clock, Storage } from '../../../client/web/src/voter/ports.ts';
import type { Command, Stage, VoterView } from '../../../client/web/src/voter/protocol.ts';
import { type Hall, SESSION } from './hall.ts';
import { Line } from './line.ts';
import { PlainCrypto, slipOf } from './plain_crypto.ts';

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

// Survives power cuts; its locks do not.
export class Disk {
  readonly files = new Map<string, Uint8Array>();
  full = false;

  // The one file, where there is one slip only.
  only(): [name: string, sealed: Uint8Array] {
    const [file, another] = this.files;
    if (file === undefined || another !== undefined) {
      throw new Error(`the disk has ${this.files.size} files`);
    }
    return file;
  }
}

class DiskStorage implements Storage {
  constructor(
    private readonly disk: Disk,
    private readonly locks: Set<string>,
  ) {}

  load(name: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.disk.files.get(name)?.slice());
  }

  async save(name: string, sealed: Uint8Array): Promise<void> {
    await Promise.resolve();
    if (this.disk.full) {
      throw new Error('the disk is full');
    }
    this.disk.files.set(name, sealed.slice());
  }

  hold(name: string): Promise<(() => void) | undefined> {
    if (this.locks.has(name)) {
      return Promise.resolve(undefined);
    }
    this.locks.add(name);
    return Promise.resolve(() => this.locks.delete(name));
  }
}

// Time that passes only where somebody sleeps.
class QuickClock implements Clock {
  slept: number[] = [];
  fraction = 0.5;
  // Held: nobody who sleeps wakes up.
  frozen = false;

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.slept.push(ms);
    do {
      await nextTurn();
    } while (this.frozen && !signal.aborted);
  }

  random(): number {
    return this.fraction;
  }
}

export class Tablet {
  readonly line: Line;
  readonly clock = new QuickClock();
  readonly crypto = new PlainCrypto();
  readonly machine: VoterMachine;
  readonly views: VoterView[] = [];

  constructor(
    readonly hall: Hall,
    readonly disk = new Disk(),
    readonly locks = new Set<string>(),
  ) {
    this.line = new Line(hall);
    const ports = {
      server: this.line,
      clock: this.clock,
      storage: new DiskStorage(disk, locks),
      crypto: this.crypto,
    };
    this.machine = new VoterMachine(ports, (view) => this.views.push(view));
    hall.machines.add(this.machine);
    this.machine.sessionChanged(hall.session());
  }

  get view(): VoterView {
    return this.machine.view;
  }

  do(command: Command): void {
    void this.machine.act(command);
  }

  scan(deputy: number, sessionId = SESSION): void {
    this.do({ do: 'slip', secret: slipOf(deputy), sessionId });
  }

  // The tablet loses power: what is on its disk is all that is left.
  powerCut(): Tablet {
    this.line.cut = true;
    this.clock.frozen = true;
    this.hall.machines.delete(this.machine);
    return new Tablet(this.hall, this.disk);
  }

  // Waits, generously, until the deputy sees this.
  async sees(stage: Stage, more: (view: VoterView) => boolean = () => true): Promise<VoterView> {
    for (let turn = 0; turn < 5_000; ++turn) {
      if (this.view.stage === stage && more(this.view)) {
        return this.view;
      }
      await nextTurn();
    }
    throw new Error(`never saw ${stage}; sees ${JSON.stringify(this.view)}`);
  }

  async stops(): Promise<string> {
    return (await this.sees('stopped')).stop ?? '';
  }

  // The tracking code that the deputy sees then; fails if there is none.
  async codeAt(stage: Stage): Promise<string> {
    const { tracking } = await this.sees(stage);
    if (tracking === undefined) {
      throw new Error(`${stage} shows no tracking code`);
    }
    return tracking.code;
  }

  // Lets whatever still goes on go on: for saying that nothing does.
  async idles(): Promise<void> {
    for (let turn = 0; turn < 50; ++turn) {
      await nextTurn();
    }
  }

  async checkIn(deputy: number): Promise<void> {
    this.scan(deputy);
    await this.sees('waiting');
  }

  // Resolves to the tracking code.
  async toReview(choices: readonly number[] = [0, 1, 0]): Promise<string> {
    await this.sees('voting');
    this.do({ do: 'encrypt', choices });
    return this.codeAt('review');
  }

  async submit(): Promise<void> {
    await this.toReview();
    this.do({ do: 'submit' });
  }
}
