// The totals, opened by the trustees' shares as they come in (crypto/PROTOCOL.md,
// section 14).
import type { BallotLayout } from '../crypto/ballot/layout';
import {
  type TallyShare,
  type Totals,
  openTotals,
  verifyCounts,
  verifyTallyShare,
} from '../crypto/tally';
import { Refused } from '../refused';
import type { Share } from './entry';
import type { Session } from './session';
import { SAID_BEFORE, type Words, illegal, say } from './words';

export class TallyCount {
  readonly #shares = new Map<number, TallyShare>();

  constructor(
    private readonly session: Session,
    private readonly totals: Totals,
  ) {}

  /** Trustees whose shares open the totals. */
  get members(): number[] {
    return [...this.#shares.keys()];
  }

  repeated(share: Share): Words | undefined {
    return this.#shares.has(share.member) ? SAID_BEFORE : undefined;
  }

  take(share: Share): Words | undefined {
    const { sessionId, keyId, ceremonies, manifest } = this.session;
    if (keyId === undefined) {
      throw new Error('there is no share before the keys are there');
    }
    try {
      const context = { sessionId, keyId };
      const keys = ceremonies.tally.publicShares(share.member);
      const good = verifyTallyShare(context, this.totals, share.member, keys, share.payload);
      if (this.#shares.size >= manifest.trusteeThreshold) {
        return say(
          `第 ${share.member} 位密钥持有人的份额已经用不着`,
          `the share of trustee ${share.member} is not needed`,
        );
      }
      this.#shares.set(share.member, good);
      return undefined;
    } catch (error) {
      if (!(error instanceof Refused)) {
        throw error;
      }
      return say(
        `第 ${share.member} 位密钥持有人的份额无效：${error.message}`,
        `the share of trustee ${share.member} is invalid: ${error.message}`,
      );
    }
  }

  /** Throws Illegal unless the totals hold these counts. Enough shares must be there. */
  demandCounts(layout: BallotLayout, ballots: number, counts: readonly number[]): void {
    const opened = openTotals(this.totals, [...this.#shares.values()]);
    try {
      verifyCounts(layout, opened, ballots, counts.map(BigInt));
    } catch (error) {
      if (!(error instanceof Refused)) {
        throw error;
      }
      illegal('counts', `公布的票数与打开的合计数不符：${error.message}`, error.message);
    }
  }
}
