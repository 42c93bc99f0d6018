// What all tablets of a hall share: the log, and a server that issues tokens and
// takes ballots as the phase allows.
import { equalBytes, toHex } from '../../../client/web/src/bytes.ts';
import type { Phase } from '../../../client/web/src/log/session.ts';
import { CallError, Code } from '../../../client/web/src/net/call_error.ts';
import type { VoterMachine } from '../../../client/web/src/voter/machine.ts';
import type {
  IssuedPart,
  ServerStatus,
  TabletSession,
  TokenRequest,
  UnblindedPart,
} from '../../../client/web/src/voter/ports.ts';
import type { SittingFacts } from '../../../client/web/src/voter/protocol.ts';
import { holderOf, partOf, receiptOf, tokenOf } from './plain_crypto.ts';

export const SESSION = new Uint8Array(32).fill(7);
const CONTESTS = 3;
const ROSTER = 5;

// The server's own word, as a call fails with it.
export function refused(code: Code, name: string): CallError {
  return new CallError(code, name, {
    $typeName: 'pingyi.v1.Refusal',
    name,
    nextStep: '',
  });
}

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
  // Those of the tablets that are switched on.
  readonly machines = new Set<VoterMachine>();

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
        const deputy = holderOf(key);
        return replaced.has(deputy) ? 'replaced' : deputy <= ROSTER ? deputy : 'unknown';
      },
      requestOf: (deputy) => requests.get(deputy),
    };
  }

  // The log goes on, and every tablet hears of it.
  turn(change: (hall: Hall) => void): void {
    change(this);
    this.machines.forEach((machine) => machine.sessionChanged(this.session()));
  }

  open(): void {
    this.turn((hall) => (hall.phase = 'voting'));
  }

  // Tablets follow the log until the opening only: later phases are the
  // server's word.
  say(phase: Phase): void {
    this.phase = phase;
    this.machines.forEach((machine) => machine.heard(this.status()));
  }

  // The end, for whoever asks.
  end(phase: Phase): void {
    this.boxClosed = true;
    this.phase = phase;
  }

  appendBatch(): void {
    this.log.push(...[...this.box.values()].filter((ballot) => !this.log.includes(ballot)));
  }

  // ---- what the server answers

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

  issue({ deputy, blinded }: TokenRequest): {
    parts: readonly IssuedPart[];
    activeIssuers: readonly number[];
  } {
    const logged = this.requests.get(deputy);
    if (logged === undefined) {
      if (this.phase !== 'check-in' && !(this.phase === 'voting' && this.lateCheckIn)) {
        throw refused(Code.FailedPrecondition, 'NOT_NOW');
      }
      this.requests.set(deputy, blinded);
    } else if (!equalBytes(logged, blinded)) {
      throw refused(Code.AlreadyExists, 'SAID_BEFORE');
    }
    const { activeIssuers } = this;
    const there = [...this.awake].filter((issuer) => activeIssuers.includes(issuer));
    return { parts: there.map((issuer) => partOf(issuer, blinded)), activeIssuers };
  }

  // The ballot's receipt.
  take(ballot: Uint8Array, parts: readonly UnblindedPart[]): Uint8Array {
    const token = tokenOf(ballot);
    const spent = this.box.get(token);
    if (spent !== undefined && !equalBytes(spent, ballot)) {
      throw refused(Code.AlreadyExists, 'TOKEN_SPENT');
    }
    if (spent === undefined) {
      this.#throwUnlessTaken(parts);
      this.box.set(token, ballot);
    }
    return receiptOf(ballot);
  }

  has(ballot: Uint8Array): boolean {
    return this.log.some((leaf) => equalBytes(leaf, ballot));
  }

  #throwUnlessTaken(parts: readonly UnblindedPart[]): void {
    if (this.phase === 'check-in') {
      throw refused(Code.FailedPrecondition, 'NOT_OPEN_YET');
    }
    if (this.boxClosed || !['voting', 'closing'].includes(this.phase)) {
      throw refused(Code.FailedPrecondition, 'CLOSED');
    }
    if (String(parts.map(({ issuer }) => issuer)) !== String(this.activeIssuers)) {
      throw refused(Code.Unauthenticated, 'TOKEN_REFUSED');
    }
  }
}
