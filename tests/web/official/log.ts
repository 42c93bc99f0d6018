// A verified log as an official's desk sees it, without a server behind it.
import { sha256 } from '../../../client/web/src/crypto/hash';
import { sodium } from '../../../client/web/src/crypto/sodium';
import { toHex } from '../../../client/web/src/bytes';
import type { LogState } from '../../../client/web/src/log/state';
import type { DeskLog } from '../../../client/web/src/official/desk';

// The example of crypto/PROTOCOL.md, section 4.
export const CHAIR_SLIP = '008J4-CT4AN-K7F24-SNAXW-SQFEZ-W1';

export const SESSION_ID = sha256(Uint8Array.of(1));
export const ROOT = sha256(Uint8Array.of(2));
export const KEY_ID = sha256(Uint8Array.of(3));

// Only what orders are made from.
export function logState(changes: Partial<LogState> = {}): LogState {
  const state: Partial<LogState> = {
    sessionId: SESSION_ID,
    phase: 'voting',
    size: 9,
    quorum: { size: 9, root: toHex(ROOT), cosigners: [1], fingerprint: '', note: ROOT },
    keyId: toHex(KEY_ID),
    present: 45,
    ballots: 44,
    activeSet: { version: 1, issuers: [1, 2, 3] },
    outcome: undefined,
    failure: undefined,
    ...changes,
  };
  return state as LogState;
}

// A log that the test moves.
export class MovedLog implements DeskLog {
  #waiting: (() => void)[] = [];
  constructor(public state: LogState | undefined) {}

  move(changes: Partial<LogState>): void {
    this.state = logState({ ...this.state, ...changes });
    this.#waiting.forEach((look) => look());
  }

  grow(size: number): void {
    const root = toHex(sodium.randombytes_buf(32));
    this.move({ size, quorum: { size, root, cosigners: [1], fingerprint: '', note: ROOT } });
  }

  until(holds: (log: LogState) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.state !== undefined && holds(this.state)) {
          resolve();
        }
      };
      this.#waiting.push(look);
      look();
    });
  }
}
