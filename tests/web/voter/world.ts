// A world for the voter's machine to fail in: one server with its log, tablets
// with disks that survive, and a network that can be cut at any call. The
// cryptography is a transparent stand-in that keeps the one property that the
// machine relies on: what belongs to another slip, token or session does not
// fit. (The real one is tested in tests/web/crypto and in whole sittings.)

import { concat, equalBytes, toHex, utf8 } from '../../../client/web/src/bytes.ts';
import { CallError, Code } from '../../../client/web/src/net/call_error.ts';
import { Refused } from '../../../client/web/src/refused.ts';

import { VoterMachine } from '../../../client/web/src/voter/machine.ts';
import type { Phase } from '../../../client/web/src/log/session.ts';
import type {
  Clock,
  Encrypted,
  IssuedPart,
  Server,
  ServerStatus,
  SlipKeys,
  Storage,
  TabletSession,
  TokenRequest,
  UnblindedPart,
  VoterCrypto,
} from '../../../client/web/src/voter/ports.ts';
import type {
  Command,
  SittingFacts,
  Stage,
  VoterView,
} from '../../../client/web/src/voter/protocol.ts';

export const SESSION = new Uint8Array(32).fill(7);
const CONTESTS = 3;
const ROSTER = 5;

export function slipOf(deputy: number): Uint8Array {
  return new Uint8Array(16).fill(deputy);
}

export function refused(code: Code, name: string): CallError {
  return new CallError(code, name, {
    $typeName: 'pingyi.v1.Refusal',
    name,
    nextStep: '',
  });
}

export const NO_NETWORK = new CallError(Code.Unavailable, 'no network');

function facts(lateCheckIn: boolean): SittingFacts {
  const name = (text: string): { zh: string; en: string } => ({ zh: text, en: '' });
  return {
    kind: 'vote',
    title: name('测评'),
    contests: Array.from({ length: CONTESTS }, (_, i) => name(`部门${i}`)),
    levels: ['满意', '不满意'].map((level) => ({ name: name(level), weight: 0 })),
    blankAllowed: false,
    meetingDate: '2020-03-19',
    place: '',
    fingerprint: toHex(SESSION),
    sendWindowSeconds: 10,
    lateCheckIn,
  };
}

type Call = 'requestToken' | 'status' | 'cast' | 'isLogged';

// What all tablets of a hall share.
export class Hall {
  phase: Phase = 'check-in';
  activeIssuers: number[] = [1, 2];
  // Issuers that answer.
  awake = new Set([1, 2, 3]);
  lateCheckIn = false;
  replaced = new Set<number>();
  readonly requests = new Map<number, Uint8Array>();
  // By token; what was accepted, and of that what is in the log.
  readonly box = new Map<string, Uint8Array>();
  readonly log: Uint8Array[] = [];
  boxClosed = false;
  readonly tablets: Tablet[] = [];

  session(): TabletSession {
    const { phase, activeIssuers, lateCheckIn, replaced, requests } = this;
    return {
      sessionId: SESSION,
      facts: facts(lateCheckIn),
      phase,
      ready: phase !== 'ceremony',
      opened: !['ceremony', 'check-in', 'aborted'].includes(phase),
      activeIssuers: [...activeIssuers],
      deputyOf: (key) => {
        const deputy = key[0] ?? 0;
        return replaced.has(deputy) ? 'replaced' : deputy <= ROSTER ? deputy : 'unknown';
      },
      requestOf: (deputy) => requests.get(deputy),
    };
  }

  // The log goes on, and every tablet hears of it.
  turn(change: (hall: Hall) => void): void {
    change(this);
    this.tablets.forEach((tablet) => tablet.machine.sessionChanged(this.session()));
  }

  // Tablets follow the log until the opening only: later phases are the
  // server's word.
  say(phase: Phase): void {
    this.phase = phase;
    this.tablets.forEach((tablet) => tablet.machine.heard(this.status()));
  }

  status(): ServerStatus {
    const { phase, boxClosed } = this;
    return {
      phase,
      entitled: ROSTER,
      checkedIn: this.requests.size,
      returned: this.log.length,
      boxClosed,
    };
  }

  appendBatch(): void {
    this.log.push(...[...this.box.values()].filter((ballot) => !this.log.includes(ballot)));
  }
}

function tokenOf(ballot: Uint8Array): string {
  return toHex(ballot.subarray(0, 32));
}

// The server as one tablet reaches it.
class Line implements Server {
  // Errors for the next calls of a kind: 'before' the server hears of it, or
  // 'after' it has acted, the answer lost.
  readonly faults: { call: Call; when: 'before' | 'after'; error: CallError }[] = [];
  cut = false;
  readonly calls: Call[] = [];
  casts: Uint8Array[] = [];

  constructor(private readonly hall: Hall) {}

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

  requestToken({ deputy, blinded }: TokenRequest): Promise<{
    parts: readonly IssuedPart[];
    activeIssuers: readonly number[];
  }> {
    return this.#through('requestToken', () => {
      const { hall } = this;
      const logged = hall.requests.get(deputy);
      if (logged === undefined) {
        if (hall.phase !== 'check-in' && !(hall.phase === 'voting' && hall.lateCheckIn)) {
          throw refused(Code.FailedPrecondition, 'NOT_NOW');
        }
        hall.requests.set(deputy, blinded);
      } else if (!equalBytes(logged, blinded)) {
        throw refused(Code.AlreadyExists, 'SAID_BEFORE');
      }
      const parts = [...hall.awake]
        .filter((issuer) => hall.activeIssuers.includes(issuer))
        .map((issuer) => ({
          issuer,
          evaluated: blinded.map((byte) => byte ^ issuer),
          proof: new Uint8Array(64).fill(issuer),
        }));
      return { parts, activeIssuers: hall.activeIssuers };
    });
  }

  status(): Promise<ServerStatus> {
    return this.#through('status', () => this.hall.status());
  }

  cast(sent: Uint8Array, parts: readonly UnblindedPart[]): Promise<Uint8Array> {
    // What goes over a wire is a copy.
    const ballot = sent.slice();
    return this.#through('cast', () => {
      const { hall } = this;
      this.casts.push(ballot);
      const token = tokenOf(ballot);
      const spent = hall.box.get(token);
      if (spent !== undefined && !equalBytes(spent, ballot)) {
        throw refused(Code.AlreadyExists, 'TOKEN_SPENT');
      }
      if (spent === undefined) {
        if (hall.phase === 'check-in') {
          throw refused(Code.FailedPrecondition, 'NOT_OPEN_YET');
        }
        if (hall.boxClosed || !['voting', 'closing'].includes(hall.phase)) {
          throw refused(Code.FailedPrecondition, 'CLOSED');
        }
        if (String(parts.map(({ issuer }) => issuer)) !== String(hall.activeIssuers)) {
          throw refused(Code.Unauthenticated, 'TOKEN_REFUSED');
        }
        hall.box.set(token, ballot);
      }
      return receiptOf(ballot);
    });
  }

  isLogged(ballot: Uint8Array): Promise<boolean> {
    return this.#through('isLogged', () => this.hall.log.some((leaf) => equalBytes(leaf, ballot)));
  }
}

function receiptOf(ballot: Uint8Array): Uint8Array {
  return concat(utf8('receipt'), ballot);
}

class Keys implements SlipKeys {
  readonly credentialKey: Uint8Array;
  readonly storageName: string;
  forgotten = false;

  constructor(private readonly secret: Uint8Array) {
    this.credentialKey = secret.slice();
    this.storageName = toHex(secret);
  }

  sign(_session: TabletSession, _deputy: number, blinded: Uint8Array): Uint8Array {
    this.#alive();
    return concat(this.secret, blinded);
  }

  seal(plain: Uint8Array): Uint8Array {
    this.#alive();
    return concat(
      this.secret,
      plain.map((byte) => byte ^ 0x55),
    );
  }

  unseal(sealed: Uint8Array): Uint8Array | undefined {
    this.#alive();
    const ours = equalBytes(sealed.subarray(0, this.secret.length), this.secret);
    return ours ? sealed.subarray(this.secret.length).map((byte) => byte ^ 0x55) : undefined;
  }

  forget(): void {
    this.forgotten = true;
  }

  #alive(): void {
    if (this.forgotten) {
      throw new Error('keys used after they were forgotten');
    }
  }
}

let drawn = 0;

class PlainCrypto implements VoterCrypto {
  readonly keys: Keys[] = [];
  receiptsHold = true;

  slipKeys(secret: Uint8Array): SlipKeys {
    const keys = new Keys(secret.slice());
    this.keys.push(keys);
    return keys;
  }

  newTokenSecret(): Uint8Array {
    drawn += 1;
    return new Uint8Array(64).fill(drawn);
  }

  blinded(_session: TabletSession, tokenSecret: Uint8Array): Uint8Array {
    return tokenSecret.slice(0, 32);
  }

  checkPart(_session: TabletSession, _tokenSecret: Uint8Array, part: IssuedPart): void {
    if (part.proof[0] !== part.issuer) {
      throw new Refused(`the part of issuer ${part.issuer}: proof`);
    }
  }

  unblind(
    _session: TabletSession,
    _tokenSecret: Uint8Array,
    parts: readonly IssuedPart[],
  ): UnblindedPart[] {
    return parts.map(({ issuer, evaluated }) => ({ issuer, element: evaluated }));
  }

  encrypt(_session: TabletSession, choices: readonly number[]): Encrypted {
    drawn += 1;
    const fresh = Uint8Array.of(drawn, ...choices);
    return {
      tracking: { code: toHex(fresh), digest: fresh },
      open: () => `opened ${toHex(fresh)}`,
      prove: (tokenSecret) => concat(tokenSecret.slice(0, 32), fresh),
      discard: () => undefined,
    };
  }

  trackingOf(_session: TabletSession, ballot: Uint8Array): { code: string; digest: Uint8Array } {
    const digest = ballot.slice(32);
    return { code: toHex(digest), digest };
  }

  receiptHolds(_session: TabletSession, ballot: Uint8Array, receipt: Uint8Array): boolean {
    return this.receiptsHold && equalBytes(receipt, receiptOf(ballot));
  }

  wipe(...secrets: readonly Uint8Array[]): void {
    secrets.forEach((secret) => secret.fill(0));
  }
}

// Survives power cuts; its locks do not.
export class Disk {
  readonly files = new Map<string, Uint8Array>();
  full = false;
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
      await new Promise((resolve) => setTimeout(resolve, 0));
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
    hall.tablets.push(this);
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
    this.hall.tablets.splice(this.hall.tablets.indexOf(this), 1);
    return new Tablet(this.hall, this.disk);
  }

  // Waits, generously, until the deputy sees this.
  async sees(stage: Stage, more: (view: VoterView) => boolean = () => true): Promise<VoterView> {
    for (let turn = 0; turn < 5_000; ++turn) {
      if (this.view.stage === stage && more(this.view)) {
        return this.view;
      }
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    throw new Error(`never saw ${stage}; sees ${JSON.stringify(this.view)}`);
  }

  async stops(): Promise<string> {
    return (await this.sees('stopped')).stop ?? '';
  }

  async checkIn(deputy: number): Promise<void> {
    this.scan(deputy);
    await this.sees('waiting');
  }

  async toReview(choices: readonly number[] = [0, 1, 0]): Promise<VoterView> {
    await this.sees('voting');
    this.do({ do: 'encrypt', choices });
    return this.sees('review');
  }

  async submit(): Promise<void> {
    await this.toReview();
    this.do({ do: 'submit' });
  }
}
