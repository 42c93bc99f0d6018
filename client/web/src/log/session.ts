// The state of a session, driven by the log's leaves and by nothing else
// (crypto/PROTOCOL.md, section 10). `apply` takes the next leaf: it takes effect,
// or has none, or is Illegal, and then nothing that comes after means anything.
import { toHex } from '../bytes';
import { keyIdOf, sessionIdOf } from '../crypto/identifiers';
import { sha256 } from '../crypto/hash';
import { leafHash } from '../crypto/merkle';
import { type Statement, statementBytes } from '../crypto/statement';
import { Ceremony } from './ceremony';
import { applyCeremony } from './ceremony_entries';
import { applyCheckIn } from './check_in_entries';
import type { Counting, CountingKind } from './counting';
import { makeCounting } from './counting';
import { applyCounting } from './counting_entries';
import type { DkgComplaint, Entry } from './entry';
import { type Manifest, officialsWith } from './manifest';
import { applyOrder } from './order_entries';
import type { Roster } from './roster';
import { applyStatement } from './statement_entries';
import { Tree } from './tree';
import { type Words, demand, illegal } from './words';

export type Phase =
  | 'ceremony'
  | 'check-in'
  | 'voting'
  | 'closing'
  | 'closed'
  | 'audited'
  | 'tallied'
  | 'announced'
  | 'aborted';

/** What became of a leaf. */
export interface Applied {
  readonly index: number;
  readonly entry: Entry;
  /** Why it had no effect, or what is odd about it; undefined if nothing is. */
  readonly remark: Words | undefined;
}

export interface ActiveIssuers {
  readonly version: number;
  readonly issuers: readonly number[];
  /** The leaf that named them. */
  readonly leaf: number;
  /** SHA-256 of the statement that the chair signed. */
  readonly hash: Uint8Array;
}

export interface SpokenObjection {
  readonly leaf: number;
  readonly official: number;
  readonly text: string;
}

/** Someone's statement that took effect: in which leaf, about which tree. */
export interface Attested {
  readonly leaf: number;
  readonly size: number;
  readonly root: Uint8Array;
}

export class Session {
  readonly tree = new Tree();
  readonly sessionId: Uint8Array;
  readonly ceremonies: { readonly tally: Ceremony; readonly issuer: Ceremony };
  readonly counting: Counting;

  phase: Phase = 'ceremony';
  activeSet: ActiveIssuers | undefined;
  /** Keys in force of deputies who were given new slips. */
  readonly reissued = new Map<number, Uint8Array>();
  /** Hexadecimal, of all deputies at all times. */
  readonly usedKeys: Set<string>;
  /** The blinded elements, by deputy, of the requests in effect. */
  readonly requests = new Map<number, Uint8Array>();
  readonly zeroChecks = new Map<number, Attested>();
  readonly verified = new Map<number, Attested>();
  readonly objections: SpokenObjection[] = [];
  /** Leaves of what happened once. */
  readonly happened = new Map<Once, number>();
  /** How many had checked in when the vote was opened. */
  openedWith = 0;
  abortReason: string | undefined;
  complaint: DkgComplaint | undefined;
  /** Orders of the chair that took effect: SHA-256 of their statements. */
  readonly #orders = new Set<string>();
  #keyId: Uint8Array | undefined;

  /** A session whose log has leaf 0, `leaf`, alone. */
  constructor(
    readonly manifest: Manifest,
    readonly roster: Roster,
    leaf: Uint8Array,
    kind: CountingKind,
  ) {
    this.sessionId = sessionIdOf(manifest.bytes);
    this.usedKeys = new Set([...roster.values()].map(toHex));
    this.ceremonies = {
      tally: new Ceremony('tally', manifest, this.sessionId),
      issuer: new Ceremony('issuer', manifest, this.sessionId),
    };
    this.counting = makeCounting(kind, this);
    this.tree.append(leafHash(leaf));
  }

  /** Takes the next leaf, which reads as `entry`. Throws Illegal, changing nothing that counts. */
  apply(entry: Entry, leaf: Uint8Array): Applied {
    const index = this.tree.size;
    const remark = this.#dispatch(entry, index);
    this.tree.append(leafHash(leaf));
    return { index, entry, remark };
  }

  /** Known once both ceremonies are complete. */
  get keyId(): Uint8Array | undefined {
    const { tally, issuer } = this.ceremonies;
    if (this.#keyId === undefined && tally.complete && issuer.complete) {
      this.#keyId = keyIdOf(tally.encodedKeys, issuer.encodedKeys[0] ?? new Uint8Array(0));
    }
    return this.#keyId;
  }

  /** The deputy's key in force; undefined if the roster has no such deputy. */
  credentialKey(deputy: number): Uint8Array | undefined {
    return this.roster.has(deputy)
      ? (this.reissued.get(deputy) ?? this.roster.get(deputy))
      : undefined;
  }

  /** Issuers that an active set must have at least. */
  get leastIssuers(): number {
    const members = officialsWith(this.manifest, 'issuer').length;
    return Math.min(this.manifest.issuerThreshold + 1, members);
  }

  /** Whether size and root are those of this log when it had at least `least` leaves. */
  isState(size: bigint, root: Uint8Array, least: number): boolean {
    if (size < BigInt(least) || size > BigInt(this.tree.size)) {
      return false;
    }
    const then = this.tree.rootAt(Number(size));
    return then !== undefined && toHex(then) === toHex(root);
  }

  /** Whether the chair has given this very order before. */
  isRepeated(order: Statement): boolean {
    return this.#orders.has(this.#nameOf(order));
  }

  rememberOrder(order: Statement): void {
    this.#orders.add(this.#nameOf(order));
  }

  #nameOf(order: Statement): string {
    return toHex(sha256(statementBytes(this.sessionId, order)));
  }

  /** The audit is decided with leaf `index`: now the totals may be opened. */
  decideAudit(index: number): void {
    if (!this.happened.has('audited')) {
      this.happened.set('audited', index);
      this.phase = 'audited';
    }
  }

  /** What only a session that goes on may have. */
  demandAlive(): void {
    demand(
      this.phase !== 'aborted',
      'order',
      '会议已经中止，不能再有别的记录',
      'the session was given up',
    );
  }

  #dispatch(entry: Entry, index: number): Words | undefined {
    switch (entry.kind) {
      case 'manifest':
        return illegal('order', '会议设定只能是第 0 条记录', 'only leaf 0 is a manifest');
      case 'dkg_commit':
      case 'dkg_message':
      case 'dkg_confirm':
      case 'dkg_complaint':
        return applyCeremony(this, entry, index);
      case 'active_set':
      case 'reissue':
      case 'token_request':
        return applyCheckIn(this, entry);
      case 'open':
      case 'closing':
      case 'close':
      case 'announce':
      case 'abort':
        return applyOrder(this, entry, index);
      case 'ballot':
      case 'audit_share':
      case 'tally_share':
      case 'result':
        return applyCounting(this, entry, index);
      case 'zero_check':
      case 'verified':
      case 'objection':
        return applyStatement(this, entry, index);
    }
  }
}

export type Once =
  'complaint' | 'open' | 'closing' | 'close' | 'audited' | 'result' | 'announce' | 'abort';
