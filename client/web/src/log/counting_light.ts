// Counting for a page that verifies no ballot: signatures, order and the trees that
// statements are about are checked, proofs are not. Whether a share or a count is
// right is then the word of the witnesses' quorum, and of the supervisors who do
// verify.
import type { BallotEntry, ResultEntry, Share } from './entry';
import type { BallotVerdict, Counting, LoggedBallot } from './counting';
import type { Session } from './session';
import { SAID_BEFORE, type Words } from './words';

const NO_BYTES = new Uint8Array(0);

export class LightCounting implements Counting {
  readonly kind = 'light';
  readonly unjudged: readonly LoggedBallot[] = [];
  readonly ballots: { leaf: number; bytes: Uint8Array; verdict: BallotVerdict }[] = [];
  readonly #audit = new Set<number>();
  readonly #tally = new Set<number>();
  #auditEntries = 0;
  #result: ResultEntry | undefined;

  constructor(private readonly session: Session) {}

  get lastBallot(): number | undefined {
    return this.ballots.at(-1)?.leaf;
  }

  get result(): ResultEntry | undefined {
    return this.#result;
  }

  get returned(): number {
    return this.#result?.ballots ?? this.ballots.length;
  }

  get auditShares(): number[] {
    return [...this.#audit];
  }

  get tallyShares(): number[] {
    return [...this.#tally];
  }

  addBallot(_ballot: BallotEntry, leaf: number): undefined {
    this.ballots.push({ leaf, bytes: NO_BYTES, verdict: 'unjudged' });
  }

  close(): boolean {
    return this.ballots.length > 0;
  }

  // A share may have been left out for a bad proof, and come again: none is known
  // to be a repetition.
  repeatedAuditShare(): undefined {}

  repeatedTallyShare(share: Share): Words | undefined {
    return this.#tally.has(share.member) ? SAID_BEFORE : undefined;
  }

  // Without the proofs nobody can tell which share decides. The first that may is
  // taken, so nothing that is legal in truth is refused here.
  auditShare(share: Share, index: number): undefined {
    this.#audit.add(share.member);
    this.#auditEntries++;
    if (this.#auditEntries >= this.session.manifest.issuerThreshold) {
      this.session.decideAudit(index);
    }
  }

  tallyShare(share: Share): undefined {
    this.#tally.add(share.member);
  }

  takeResult(result: ResultEntry): void {
    this.#result = result;
  }
}
