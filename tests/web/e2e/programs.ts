// The real programs as processes: bounded, their output in files, ended by
// their own process id and never outliving the tests.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, openSync, closeSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const BIN = process.env['PINGYI_BIN'] ?? `${ROOT}build/release/bin`;

// Generous: a busy machine must not fail a test.
const COMMAND_MS = 180_000;
export const PATIENCE_MS = 1_000 * Number(process.env['PINGYI_PATIENCE_SECONDS'] ?? 120);

const running = new Set<Program>();
process.on('exit', () => running.forEach((program) => program.killNow()));

export function programPath(name: string): string {
  const path = `${BIN}/${name}`;
  if (!existsSync(path)) {
    throw new Error(`${path} is not there; build it, or set PINGYI_BIN`);
  }
  return path;
}

export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

// Tries `probe` until it gives something; fails saying `what`.
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  patience = PATIENCE_MS,
): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(`still waiting, after ${patience / 1000} s, for ${what}`);
    }
    await delay(100);
  }
}

// Runs a program to its end and returns what it printed; throws with all of it
// unless it exits with 0.
export function run(name: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, stdout: string, stderr: string): void => {
      if (error === null) {
        resolve(stdout);
      } else {
        reject(new Error(`${name} ${args[0] ?? ''}: ${error.message}\n${stdout}${stderr}`));
      }
    };
    const child = execFile(
      programPath(name),
      args,
      { timeout: COMMAND_MS, maxBuffer: 1 << 26 },
      done,
    );
    child.stdin?.end();
  });
}

// A program in the background.
export class Program {
  readonly #child: ChildProcess;
  #code: number | undefined;
  readonly exited: Promise<number>;

  constructor(
    readonly name: string,
    args: readonly string[],
    readonly log: string,
  ) {
    const out = openSync(log, 'a');
    this.#child = spawn(programPath(name), args, { stdio: ['ignore', out, out] });
    closeSync(out);
    running.add(this);
    this.exited = new Promise((resolve) => {
      this.#child.once('close', (code) => {
        this.#code = code ?? -1;
        running.delete(this);
        resolve(this.#code);
      });
    });
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  output(): string {
    return readFileSync(this.log, 'utf8');
  }

  // Waits until it has printed `text`.
  async said(text: string): Promise<void> {
    await until(`${this.name} to say "${text}"`, () => {
      if (this.output().includes(text)) {
        return true;
      }
      if (this.#code !== undefined) {
        throw new Error(`${this.name} ended with ${this.#code}:\n${this.output()}`);
      }
      return undefined;
    });
  }

  // Waits for its end; throws unless it was a good one.
  async finished(): Promise<void> {
    const late = delay(COMMAND_MS).then(() => 'late' as const);
    const code = await Promise.race([this.exited, late]);
    if (code !== 0) {
      throw new Error(`${this.name}: ${code}\n${this.output()}`);
    }
  }

  killNow(): void {
    if (this.#code === undefined) {
      this.#child.kill('SIGKILL');
    }
  }

  // As a power cut ends it.
  async kill(): Promise<void> {
    this.killNow();
    await this.exited;
  }

  // Asks it to end, and waits.
  async stop(): Promise<void> {
    if (this.#code === undefined) {
      this.#child.kill('SIGTERM');
      const patience = setTimeout(() => this.killNow(), 15_000);
      await this.exited;
      clearTimeout(patience);
    }
  }
}

// A TCP port on loopback that was free a moment ago. Not one that the system
// gives away by itself: a server that is down for a second must find its own
// again.
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; ++tries) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) {
      return port;
    }
  }
  throw new Error('no free port');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
