// Counting in full: every ballot, every share and every count is checked again
// (crypto/PROTOCOL.md, sections 12 to 14).
import { toHex } from '../bytes';
import type { BallotLayout } from '../crypto/ballot/layout';
import { BallotParameters } from '../crypto/ballot/parameters';
import { type Ballot, parseBallot } from '../crypto/ballot/parse';
import { BallotVerifier } from '../crypto/ballot/verify';
import { Point } from '../crypto/group/public';
import type { Totals } from '../crypto/tally';
import { Refused } from '../refused';
import { AuditCount } from './audit_count';
import type { Counting, LoggedBallot } from './counting';
import type { BallotEntry, ResultEntry, Share } from './entry';
import { layoutOf } from './layout';
import type { Session } from './session';
import { TallyCount } from './tally_count';
import { type Words, demand } from './words';

const ITEM = 32;

export class FullCounting implements Counting {
  readonly kind = 'full';
  readonly ballots: LoggedBallot[] = [];
  readonly layout: BallotLayout;
  readonly #spent = new Set<string>();
  #judged = 0;
  #valid = 0;
  #totals: Totals;
  #verifier: BallotVerifier | undefined;
  #audit: AuditCount | undefined;
  #tally: TallyCount | undefined;
  #result: ResultEntry | undefined;

  constructor(private readonly session: Session) {
    this.layout = layoutOf(session.manifest);
    const none = Array.from({ length: this.layout.ciphertexts }, () => Point.IDENTITY);
    this.#totals = { a: Point.IDENTITY, b: none };
  }

  get lastBallot(): number | undefined {
    return this.ballots.at(-1)?.leaf;
  }

  get result(): ResultEntry | undefined {
    return this.#result;
  }

  /** V among those judged; the others are taken for good until they are. */
  get returned(): number {
    return this.#valid + this.ballots.length - this.#judged;
  }

  get auditShares(): readonly number[] {
    return this.#audit?.members ?? [];
  }

  get tallyShares(): readonly number[] {
    return this.#tally?.members ?? [];
  }

  get unjudged(): readonly LoggedBallot[] {
    return this.ballots.slice(this.#judged);
  }

  addBallot(ballot: BallotEntry, leaf: number): undefined {
    this.ballots.push({ leaf, bytes: ballot.ballot, verdict: 'unjudged' });
  }

  /** Judges the next ballots, at most so many, by rules 1 to 3 of section 13. */
  judgeNext(most: number): void {
    const next = this.ballots.slice(this.#judged, this.#judged + most);
    const results = this.#verify(next);
    next.forEach((logged, i) => {
      const found = results[i];
      if (found === undefined || found instanceof Refused) {
        logged.verdict = logged.bytes.length === this.layout.byteLength ? 'proof' : 'malformed';
        logged.why = found?.message;
      } else {
        this.#count(logged, found);
      }
    });
    this.#judged += next.length;
  }

  close(): boolean {
    this.#judgeAll();
    const valid = this.ballots.filter((ballot) => ballot.verdict === 'good');
    if (valid.length === 0) {
      return false;
    }
    this.#audit = new AuditCount(this.session, valid);
    return true;
  }

  repeatedAuditShare(share: Share): Words | undefined {
    return this.#audit?.repeated(share);
  }

  repeatedTallyShare(share: Share): Words | undefined {
    return this.#tally?.repeated(share);
  }

  auditShare(share: Share, index: number): Words | undefined {
    const audit = this.#audit;
    demand(
      audit !== undefined,
      'token-audit',
      '没有选票，不需要核对投票凭证',
      'there is no ballot whose token could be audited',
    );
    const before = audit.decided;
    const remark = audit.take(share);
    if (!before && audit.decided) {
      audit.forged.forEach((ballot) => this.#discard(ballot));
      this.session.decideAudit(index);
    }
    return remark;
  }

  tallyShare(share: Share): Words | undefined {
    this.#demandNotTooMany();
    const { minBallots } = this.session.manifest;
    demand(
      this.#valid >= minBallots,
      'tally-shares',
      `有效票 ${this.#valid} 张，少于 ${minBallots} 张，不能打开`,
      `there are ${this.#valid} valid ballots, fewer than ${minBallots}: nothing may be decrypted`,
    );
    this.#tally ??= new TallyCount(this.session, this.#totals);
    return this.#tally.take(share);
  }

  takeResult(result: ResultEntry): void {
    this.#demandNotTooMany();
    const valid = this.#valid;
    demand(
      result.ballots === valid,
      'counts',
      `结果说 ${result.ballots} 张票，有效的是 ${valid} 张`,
      `it says ${result.ballots} ballots; ${valid} are valid`,
    );
    const tooFew = valid > 0 && valid < this.session.manifest.minBallots;
    demand(
      result.withheld === tooFew,
      'counts',
      tooFew ? '票数太少，结果应当保留不公布' : '没有理由保留结果不公布',
      tooFew ? 'too few ballots: it must be withheld' : 'there is no reason to withhold the result',
    );
    this.#demandCounts(result);
    this.#result = result;
  }

  #demandCounts(result: ResultEntry): void {
    const wanted = result.withheld ? 0 : this.layout.options;
    if (this.#valid > 0 && !result.withheld) {
      const { trusteeThreshold } = this.session.manifest;
      const have = this.#tally?.members.length ?? 0;
      demand(
        have >= trusteeThreshold,
        'tally-shares',
        `要 ${trusteeThreshold} 份有效的解密份额，只有 ${have} 份`,
        `it takes ${trusteeThreshold} valid tally shares, and ${have} are there`,
      );
    }
    demand(
      result.counts.length === wanted,
      'counts',
      `结果有 ${result.counts.length} 个数，应有 ${wanted} 个`,
      `it has ${result.counts.length} counts, must have ${wanted}`,
    );
    if (this.#valid === 0) {
      demand(
        result.counts.every((count) => count === 0),
        'counts',
        '没有选票，票数却不是 0',
        'there is no ballot, and a count is not 0',
      );
    } else if (!result.withheld) {
      this.#tally?.demandCounts(this.layout, this.#valid, result.counts);
    }
  }

  #demandNotTooMany(): void {
    const present = this.session.requests.size;
    demand(
      this.#valid <= present,
      'ballot-count',
      `有效票 ${this.#valid} 张，多于签到的 ${present} 位`,
      `there are ${this.#valid} valid ballots, more than the ${present} deputies who checked in`,
    );
  }

  #judgeAll(): void {
    while (this.#judged < this.ballots.length) {
      this.judgeNext(this.ballots.length);
    }
  }

  #verify(next: readonly LoggedBallot[]): (Ballot | Refused)[] {
    const { sessionId, keyId, ceremonies } = this.session;
    if (keyId === undefined) {
      throw new Error('there is no ballot before the keys are there');
    }
    this.#verifier ??= new BallotVerifier(
      new BallotParameters({ sessionId, keyId }, this.layout, ceremonies.tally.keys ?? []),
    );
    return this.#verifier.verifyBatch(next.map(({ bytes }) => bytes));
  }

  // Rule 3: the first good ballot of a token is the one that counts.
  #count(logged: LoggedBallot, ballot: Ballot): void {
    const token = toHex(logged.bytes.subarray(0, ITEM));
    if (this.#spent.has(token)) {
      logged.verdict = 'spent';
      return;
    }
    this.#spent.add(token);
    logged.verdict = 'good';
    this.#valid++;
    this.#totals = {
      a: this.#totals.a.add(ballot.a),
      b: this.#totals.b.map((sum, i) => sum.add(ballot.b[i] ?? Point.IDENTITY)),
    };
  }

  // Rule 4: the audit found the token forged.
  #discard(logged: LoggedBallot): void {
    const ballot = parseBallot(this.layout, logged.bytes);
    logged.verdict = 'forged';
    this.#valid--;
    this.#totals = {
      a: this.#totals.a.sub(ballot.a),
      b: this.#totals.b.map((sum, i) => sum.sub(ballot.b[i] ?? Point.IDENTITY)),
    };
  }
}
