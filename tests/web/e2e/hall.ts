// A whole hall in a folder of its own, made and run with the real programs, as
// deploy/run and tests/e2e/hall.cc do: the server with its gateway, trustees who
// are issuers too, a witness, on loopback with TLS.
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromHex, toBase32 } from '../../../client/web/src/bytes';
import { freePort, Program, ROOT, run } from './programs';

export interface HallOptions {
  deputies: number;
  // Rows of the ballot; all 27 of the demo by default.
  departments?: number;
  kind?: 'KIND_REHEARSAL' | 'KIND_VOTE';
  blankAllowed?: boolean;
  lateCheckIn?: boolean;
  sendWindowSeconds?: number;
  mixBatch?: number;
  // What scrutineers' programs sign by themselves; without it they only count.
  attest?: boolean;
}

export const TRUSTEES = ['监票人甲', '监票人乙', '纪检监察组'] as const;
export const WITNESS = '见证人';
// Scrutineers with a browser: they sign with a slip, not with a program.
export const OBSERVER = '监票人丁';

export interface Slip {
  readonly number: number;
  // As printed below the QR code.
  readonly code: string;
  // As in the QR code, after the "#".
  readonly fragment: string;
}

export class Hall {
  readonly root = mkdtempSync(join(tmpdir(), 'pingyi-web-hall-'));
  readonly slips: Slip[] = [];
  #server: Program | undefined;
  readonly #others: Program[] = [];
  #port = 0;

  private constructor(readonly options: HallOptions) {}

  // Enrolls, makes session and slips. Nothing runs yet.
  static async make(options: HallOptions): Promise<Hall> {
    const hall = new Hall(options);
    try {
      await hall.#enroll();
      await hall.#newSession();
      await hall.#readSlips();
    } catch (error) {
      await hall.end(false);
      throw error;
    }
    return hall;
  }

  // As make, and everybody has come: keys are made.
  static async ready(options: HallOptions): Promise<Hall> {
    const hall = await Hall.make(options);
    try {
      await hall.startServer();
      hall.startOfficials();
      await hall.pingyi('ceremony', '--session', hall.public);
    } catch (error) {
      await hall.end(false);
      throw error;
    }
    return hall;
  }

  path(name: string): string {
    return join(this.root, name);
  }

  get public(): string {
    return this.path('session/public');
  }

  get port(): number {
    return this.#port;
  }

  // Where browsers go.
  get origin(): string {
    return `https://127.0.0.1:${this.#port}`;
  }

  get fingerprint(): string {
    return readFileSync(`${this.public}/fingerprint.txt`, 'utf8').trim();
  }

  get server(): Program {
    if (this.#server === undefined) {
      throw new Error('the server was not started');
    }
    return this.#server;
  }

  // SHA-256 of the key in the server's certificate, base64: how the tests'
  // Chromium knows this hall's server.
  get trustedKey(): string {
    const file = this.path('session/server/server.crt');
    const certificate = new X509Certificate(readFileSync(file));
    const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
    return createHash('sha256').update(key).digest('base64');
  }

  slip(number: number): Slip {
    const slip = this.slips[number - 1];
    if (slip === undefined) {
      throw new Error(`no slip ${number}`);
    }
    return slip;
  }

  // The code that an official signs with.
  officialCode(name: string): string {
    return readFileSync(this.path(`${name}.slip`), 'utf8').trim();
  }

  pingyi(...args: readonly string[]): Promise<string> {
    return run('pingyi', args);
  }

  // An order of the chair from the command line.
  chair(order: string, ...more: readonly string[]): Promise<string> {
    const slip = this.path('主持人.slip');
    return this.pingyi(order, '--session', this.public, '--slip-file', slip, ...more);
  }

  async startServer(): Promise<void> {
    this.#server = new Program(
      'pingyi-server',
      ['--config', this.path('session/server/server.textproto')],
      this.path(`server-${Date.now()}.log`),
    );
    await this.#server.said('ready');
  }

  // As a power cut.
  async killServer(): Promise<void> {
    await this.server.kill();
  }

  startOfficials(): void {
    for (const name of [...TRUSTEES, WITNESS]) {
      this.#start('pingyi-trustee', `${name}.log`, [
        'run',
        '--session',
        this.public,
        '--key',
        this.path(`${name}.key`),
        '--passphrase-file',
        this.path('passphrase'),
        '--fingerprint',
        this.fingerprint,
        ...((this.options.attest ?? true) ? ['--attest'] : []),
      ]);
    }
  }

  // Simulated deputies, in the background: those with slips `from`..`to`.
  simulate(from: number, to: number, ...more: readonly string[]): Program {
    const codes = this.path(`codes-${from}.csv`);
    const lines = this.slips.slice(from - 1, to).map(({ number, code }) => `${number},${code}\n`);
    writeFileSync(codes, `number,code\n${lines.join('')}`);
    return this.#start('pingyi', `simulate-${from}.log`, [
      'simulate',
      '--session',
      this.public,
      '--codes',
      codes,
      ...more,
    ]);
  }

  // The public record as a folder, verified by the command line.
  async exportVerified(name: string): Promise<string> {
    const record = this.path(name);
    await this.pingyi('export', '--session', this.public, '--out', record);
    await this.pingyi('verify', record, '--manifest', this.fingerprint);
    return record;
  }

  // Ends every process. Keeps the folder of a failed test, and says where.
  async end(passed: boolean): Promise<void> {
    await Promise.all([this.#server, ...this.#others].map((program) => program?.stop()));
    if (passed) {
      rmSync(this.root, { recursive: true, force: true });
    } else {
      console.error(`the hall's files stay in ${this.root}`);
    }
  }

  #start(program: string, log: string, args: readonly string[]): Program {
    const started = new Program(program, args, this.path(log));
    this.#others.push(started);
    return started;
  }

  async #enroll(): Promise<void> {
    writeFileSync(this.path('passphrase'), 'a passphrase for tests only\n');
    const bySlip = (name: string, role: string): Promise<string> =>
      this.pingyi('enroll', '--name', name, '--role', role, '--out', this.path(name));
    const byProgram = (name: string, role: string): Promise<string> =>
      run('pingyi-trustee', [
        'enroll',
        '--name',
        name,
        '--role',
        role,
        '--out',
        this.path(name),
        '--passphrase-file',
        this.path('passphrase'),
        '--test-only-weak-passphrase',
      ]);
    await bySlip('主持人', 'chair');
    await bySlip(OBSERVER, 'scrutineer');
    for (const name of TRUSTEES) {
      await byProgram(name, 'trustee,issuer,scrutineer,witness');
    }
    await byProgram(WITNESS, 'scrutineer,witness');
  }

  async #newSession(): Promise<void> {
    const { deputies, departments } = this.options;
    writeFileSync(this.path('settings'), this.#settings());
    const demo = readFileSync(`${ROOT}deploy/demo/departments.csv`, 'utf8').trim().split('\n');
    const rows = demo.slice(0, departments === undefined ? undefined : departments + 1);
    writeFileSync(this.path('departments.csv'), `${rows.join('\n')}\n`);
    const roster = Array.from({ length: deputies }, (_, i) => `${i + 1},代表${i + 1}\n`);
    writeFileSync(this.path('roster.csv'), `number,name\n${roster.join('')}`);
    this.#port = await freePort();
    const officials = ['主持人', OBSERVER, ...TRUSTEES, WITNESS];
    await this.pingyi(
      'session',
      'new',
      this.path('session'),
      '--settings',
      this.path('settings'),
      '--departments',
      this.path('departments.csv'),
      '--roster',
      this.path('roster.csv'),
      '--listen',
      `127.0.0.1:${await freePort()}`,
      '--gateway',
      `127.0.0.1:${this.#port}`,
      '--web',
      process.env['PINGYI_WEB'] ?? `${ROOT}build/web`,
      ...officials.flatMap((name) => ['--official', this.path(`${name}.official`)]),
    );
  }

  // The demo's, with what this hall wants otherwise.
  #settings(): string {
    const { options } = this;
    const mix = options.mixBatch ?? 2;
    const changed: Record<string, string> = {
      kind: options.kind ?? 'KIND_REHEARSAL',
      blank_allowed: String(options.blankAllowed ?? false),
      late_check_in: String(options.lateCheckIn ?? false),
      send_window_seconds: String(options.sendWindowSeconds ?? 2),
      mix_batch: String(mix),
      min_voters: String(mix),
      min_ballots: String(mix),
    };
    const lines = readFileSync(`${ROOT}deploy/demo/settings.textproto`, 'utf8').split('\n');
    const kept = lines.filter((line) => !(line.split(':')[0]! in changed));
    const added = Object.entries(changed).map(([name, value]) => `${name}: ${value}`);
    return `${[...kept, ...added, 'meeting_quorum: 1'].join('\n')}\n`;
  }

  // A vote's codes are on paper only; there they are read from the slips' page.
  async #readSlips(): Promise<void> {
    const [html, codes] = [this.path('slips.html'), this.path('codes.csv')];
    const rehearsal = (this.options.kind ?? 'KIND_REHEARSAL') === 'KIND_REHEARSAL';
    const csv = rehearsal ? ['--codes', codes] : [];
    await this.pingyi('slips', this.path('session'), '--html', html, ...csv);
    const printed = rehearsal
      ? readFileSync(codes, 'utf8').matchAll(/^(\d+),([0-9A-Z*~$=-]+)$/gm)
      : [...readFileSync(html, 'utf8').matchAll(/([0-9A-Z]{5}-){5}[0-9A-Z][0-9A-Z*~$=]/g)].map(
          ([code], i) => ['', String(i + 1), code],
        );
    const session = toBase32(fromHex(this.fingerprint));
    for (const [, number, code] of printed) {
      const secret = code!.replaceAll('-', '').slice(0, 26);
      this.slips.push({ number: Number(number), code: code!, fragment: secret + session });
    }
  }
}
