// The token audit as its shares come in (crypto/PROTOCOL.md, section 12): first the
// sum over all tokens; only if that fails, each of them.
import { type AuditShare, TokenAudit } from '../crypto/token_audit';
import type { LoggedBallot } from './counting';
import type { Share } from './entry';
import { Refused } from '../refused';
import type { Session } from './session';
import { SAID_BEFORE, type Words, demand, say } from './words';

const ITEM = 32;
const MODE_AT = 4;
const EACH = 1;

export class AuditCount {
  readonly #audit: TokenAudit;
  readonly #sums = new Map<number, AuditShare>();
  readonly #eaches = new Map<number, AuditShare>();
  #sumFailed = false;
  #decided = false;
  #forged: LoggedBallot[] = [];

  constructor(
    private readonly session: Session,
    private readonly ballots: readonly LoggedBallot[],
  ) {
    const { sessionId, keyId } = session;
    if (keyId === undefined) {
      throw new Error('there is no audit before the keys are there');
    }
    const tokens = ballots.map(({ bytes }) => ({
      publicKey: bytes.subarray(0, ITEM),
      n: bytes.subarray(ITEM, 2 * ITEM),
    }));
    this.#audit = new TokenAudit({ sessionId, keyId }, tokens);
  }

  get decided(): boolean {
    return this.#decided;
  }

  get forged(): readonly LoggedBallot[] {
    return this.#forged;
  }

  /** Issuers whose shares decide, or will. */
  get members(): number[] {
    return [...(this.#sumFailed ? this.#eaches : this.#sums).keys()];
  }

  repeated(share: Share): Words | undefined {
    const kind = share.payload[MODE_AT] === EACH ? this.#eaches : this.#sums;
    return kind.has(share.member) ? SAID_BEFORE : undefined;
  }

  take(share: Share): Words | undefined {
    const isEach = share.payload[MODE_AT] === EACH;
    demand(
      !isEach || this.#sumFailed,
      'token-audit',
      '总和没有出错，就有人逐张核对凭证',
      'a share of each token, although the sum over all tokens has not failed',
    );
    const found = this.#judge(share);
    if (found instanceof Refused) {
      return say(
        `第 ${share.member} 位签发人的核对份额无效：${found.message}`,
        `the share of issuer ${share.member} is invalid: ${found.message}`,
      );
    }
    if (this.#decided || (found.mode === 'sum' && this.#sumFailed)) {
      return say(
        `第 ${share.member} 位签发人的核对份额已经用不着`,
        `the share of issuer ${share.member} is not needed`,
      );
    }
    (found.mode === 'sum' ? this.#sums : this.#eaches).set(share.member, found);
    return this.#decide();
  }

  #judge(share: Share): AuditShare | Refused {
    const [publicShare] = this.session.ceremonies.issuer.publicShares(share.member);
    try {
      return publicShare === undefined
        ? new Refused('there is no such issuer')
        : this.#audit.verify(share.member, publicShare, share.payload);
    } catch (error) {
      if (error instanceof Refused) {
        return error;
      }
      throw error;
    }
  }

  #decide(): Words | undefined {
    const { issuerThreshold } = this.session.manifest;
    if (!this.#sumFailed && this.#sums.size >= issuerThreshold) {
      this.#decided = this.#audit.allGenuine([...this.#sums.values()]);
      this.#sumFailed = !this.#decided;
      return this.#decided
        ? undefined
        : say(
            '投票凭证的总和不符：有伪造的凭证，签发人要逐张核对',
            'the sum over all tokens is wrong: one is forged, and the issuers must audit each',
          );
    }
    if (this.#eaches.size >= issuerThreshold) {
      const genuine = this.#audit.genuine([...this.#eaches.values()]);
      this.#forged = this.ballots.filter((_, b) => genuine[b] !== true);
      this.#decided = true;
    }
    return undefined;
  }
}
