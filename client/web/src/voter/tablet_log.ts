// A tablet's view of the log: followed and verified from leaf 0 until the
// opening stands in it under a quorum, then no longer; what comes after is
// asked for in numbers (GetStatus) and looked up in tiles.
import type { Client } from '@connectrpc/connect';
import { equalBytes, toHex } from '../bytes.ts';
import { BallotParameters } from '../crypto/ballot/parameters.ts';
import type { IssuerKeys } from '../crypto/token.ts';
import type { BoardService } from '../gen/pingyi/v1/board_pb.ts';
import type { Heads, HeadStore } from '../log/heads.ts';
import { LogFollower } from '../log/follower.ts';
import { layoutOf } from '../log/layout.ts';
import { officialsWith } from '../log/manifest.ts';
import type { Phase, Session } from '../log/session.ts';
import { tabletStanding } from '../log/view.ts';
import { follow } from '../net/follow.ts';
import { retry } from '../net/retry.ts';
import type { TabletSession } from './ports.ts';
import type { SittingFacts } from './protocol.ts';

export class LoggedSession implements TabletSession {
  readonly facts: SittingFacts;

  constructor(
    readonly log: Session,
    readonly heads: Heads,
    readonly phase: Phase,
    readonly ready: boolean,
    readonly opened: boolean,
  ) {
    const { kind, title, contests, levels, blankAllowed, meetingDate, place } = log.manifest;
    const { sendWindowSeconds, lateCheckIn } = log.manifest;
    this.facts = {
      ...{ kind, title, contests, levels, blankAllowed, meetingDate, place },
      ...{ sendWindowSeconds, lateCheckIn },
      fingerprint: toHex(log.sessionId),
    };
  }

  get sessionId(): Uint8Array {
    return this.log.sessionId;
  }

  get activeIssuers(): readonly number[] {
    return this.log.activeSet?.issuers ?? [];
  }

  deputyOf(credentialKey: Uint8Array): number | 'replaced' | 'unknown' {
    for (const deputy of this.log.roster.keys()) {
      const key = this.log.credentialKey(deputy);
      if (key !== undefined && equalBytes(key, credentialKey)) {
        return deputy;
      }
    }
    return this.log.usedKeys.has(toHex(credentialKey)) ? 'replaced' : 'unknown';
  }

  requestOf(deputy: number): Uint8Array | undefined {
    return this.log.requests.get(deputy);
  }

  // The three below: only once `ready`.
  get keyId(): Uint8Array {
    return known(this.log.keyId);
  }

  get issuerKeys(): IssuerKeys {
    const { issuer } = this.log.ceremonies;
    const members = officialsWith(this.log.manifest, 'issuer').map((_, i) => i + 1);
    const shares = members.map(
      (member) => [member, known(issuer.publicShares(member)[0])] as const,
    );
    return { shares: new Map(shares), threshold: this.log.manifest.issuerThreshold };
  }

  get ballotParameters(): BallotParameters {
    const { sessionId, keyId } = this;
    return new BallotParameters(
      { sessionId, keyId },
      layoutOf(this.log.manifest),
      known(this.log.ceremonies.tally.keys),
    );
  }
}

function known<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error('the session is not ready yet');
  }
  return value;
}

export interface TabletLogHandlers {
  readonly onSession: (session: LoggedSession) => void;
  readonly onConnected: (connected: boolean) => void;
  // The log is not to be trusted; nothing follows.
  readonly onBroken: (detail: string) => void;
}

export class TabletLog {
  readonly #follower: LogFollower;
  readonly #enough = new AbortController();

  constructor(
    private readonly board: Client<typeof BoardService>,
    heads: HeadStore,
    private readonly handlers: TabletLogHandlers,
  ) {
    this.#follower = new LogFollower({
      kind: 'light',
      heads,
      fetchBlob: async (sha256) => (await retry(() => board.getBlob({ sha256 }))).data,
    });
  }

  // Resolves once the opening is there, or the log is broken.
  async run(): Promise<void> {
    try {
      await follow(this.board, {
        start: () => BigInt(this.#follower.next),
        onPiece: async (piece) => {
          await this.#follower.take(piece);
          this.#look();
        },
        onConnected: this.handlers.onConnected,
        onBehindTheEnd: () => this.#follower.rewind().then(() => this.#look()),
        signal: this.#enough.signal,
      });
    } catch (error) {
      this.handlers.onBroken(error instanceof Error ? error.message : String(error));
    }
  }

  #look(): void {
    const { failure, session, heads } = this.#follower;
    if (failure !== undefined) {
      this.#enough.abort();
      this.handlers.onBroken(`${failure.item}: ${failure.words.zh} / ${failure.words.en}`);
      return;
    }
    if (session === undefined || heads === undefined) {
      return;
    }
    const { ready, opened } = tabletStanding(session, heads);
    this.handlers.onSession(new LoggedSession(session, heads, session.phase, ready, opened));
    if (opened || session.phase === 'aborted') {
      this.#enough.abort();
    }
  }
}
