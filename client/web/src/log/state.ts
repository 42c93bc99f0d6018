// What pages see of a log: plain data, safe to send from a worker to its page, all
// of it derived from verified leaves.
import { toHex } from '../bytes';
import type { Counts } from '../result/rules';
import type { Ceremony } from './ceremony';
import type { CountingKind } from './counting';
import type { Evidence, Heads } from './heads';
import type { Manifest, Official } from './manifest';
import type { Attested, Phase, Session, SpokenObjection } from './session';
import { type Item, type Words } from './words';

export interface Failure {
  readonly item: Item;
  readonly words: Words;
  /** The leaf at which it showed, if it is one's fault. */
  readonly leaf: number | undefined;
  readonly evidence: Evidence | undefined;
}

/** Something legal that people should look at. */
export interface Remark {
  readonly leaf: number;
  readonly words: Words;
}

export interface CommitteeState {
  /** Officials of the committee, member 1 first. */
  readonly members: readonly number[];
  readonly threshold: number;
  /** Officials who have done their part of the stage. */
  readonly done: readonly number[];
}

export interface SaidOf extends Attested {
  readonly official: number;
}

export interface HeadState {
  readonly size: number;
  /** 64 hexadecimal digits. */
  readonly root: string;
  /** Witnesses by number, from 1. */
  readonly cosigners: readonly number[];
  /** SHA-256 of the note's text, 64 hexadecimal digits. */
  readonly fingerprint: string;
  readonly note: Uint8Array;
}

export interface LogState {
  readonly kind: CountingKind;
  readonly manifest: Manifest;
  readonly sessionId: Uint8Array;
  /** session_id, 64 hexadecimal digits. */
  readonly fingerprint: string;
  readonly phase: Phase;
  /** Leaves that were verified. */
  readonly size: number;
  readonly signedSize: number;
  readonly quorum: HeadState | undefined;
  /** Witnesses that it takes. */
  readonly witnessQuorum: number;
  /** 64 hexadecimal digits; undefined until both ceremonies are complete. */
  readonly keyId: string | undefined;
  readonly entitled: number;
  readonly present: number;
  /** Ballots in the log that are not known to be void; V at the end. */
  readonly returned: number;
  readonly ballots: number;
  /** Ballots whose proof was looked at; always 0 in light mode. */
  readonly judged: number;
  readonly voided: readonly { readonly leaf: number; readonly why: string }[];
  readonly officials: readonly Official[];
  readonly ceremony: {
    readonly stage: Ceremony['stage'];
    readonly trustees: CommitteeState;
    readonly issuers: CommitteeState;
  };
  readonly activeSet: { readonly version: number; readonly issuers: readonly number[] } | undefined;
  readonly audit: CommitteeState | undefined;
  readonly tally: CommitteeState | undefined;
  readonly zeroChecks: readonly SaidOf[];
  readonly verified: readonly SaidOf[];
  readonly objections: readonly SpokenObjection[];
  readonly outcome: Counts | undefined;
  readonly announced: boolean;
  readonly abortReason: string | undefined;
  readonly remarks: readonly Remark[];
  readonly failure: Failure | undefined;
}

export interface Around {
  readonly kind: CountingKind;
  readonly heads: Heads;
  readonly remarks: readonly Remark[];
  readonly failure: Failure | undefined;
}

export function stateOf(session: Session, around: Around): LogState {
  const { manifest, counting, happened } = session;
  return {
    kind: around.kind,
    manifest,
    sessionId: session.sessionId,
    fingerprint: toHex(session.sessionId),
    phase: session.phase,
    size: session.tree.size,
    signedSize: around.heads.signed?.size ?? 0,
    quorum: headOf(around.heads),
    witnessQuorum: manifest.witnessQuorum,
    keyId: session.keyId && toHex(session.keyId),
    entitled: manifest.rosterSize,
    present: session.requests.size,
    ...ballotsOf(session),
    officials: manifest.officials,
    ceremony: ceremonyOf(session),
    activeSet: session.activeSet && {
      version: session.activeSet.version,
      issuers: session.activeSet.issuers,
    },
    audit: happened.has('close')
      ? committee(session.ceremonies.issuer, counting.auditShares)
      : undefined,
    tally: happened.has('audited')
      ? committee(session.ceremonies.tally, counting.tallyShares)
      : undefined,
    zeroChecks: saidBy(session.zeroChecks),
    verified: saidBy(session.verified),
    objections: [...session.objections],
    outcome: counting.result && {
      ballots: counting.result.ballots,
      withheld: counting.result.withheld,
      counts: counting.result.counts,
    },
    announced: happened.has('announce'),
    abortReason: session.abortReason,
    remarks: [...around.remarks],
    failure: around.failure,
  };
}

function ballotsOf({ counting }: Session) {
  const judged = counting.ballots.filter(({ verdict }) => verdict !== 'unjudged');
  return {
    returned: counting.returned,
    ballots: counting.ballots.length,
    judged: judged.length,
    voided: judged
      .filter(({ verdict }) => verdict !== 'good')
      .map(({ leaf, verdict }) => ({ leaf, why: verdict })),
  };
}

function headOf({ quorum }: Heads): HeadState | undefined {
  return (
    quorum && {
      size: quorum.checkpoint.size,
      root: toHex(quorum.checkpoint.root),
      cosigners: quorum.cosigners,
      fingerprint: toHex(quorum.fingerprint),
      note: quorum.checkpoint.note,
    }
  );
}

const STAGES = ['commit', 'message', 'confirm', 'complete'] as const;

/** The ceremony is where the slower committee is. */
function ceremonyOf({ ceremonies }: Session): LogState['ceremony'] {
  const { tally, issuer } = ceremonies;
  const stage = STAGES[Math.min(STAGES.indexOf(tally.stage), STAGES.indexOf(issuer.stage))];
  return {
    stage: stage ?? 'commit',
    trustees: committee(tally, tally.doneAt(stage ?? 'commit')),
    issuers: committee(issuer, issuer.doneAt(stage ?? 'commit')),
  };
}

function committee(ceremony: Ceremony, done: readonly number[]): CommitteeState {
  const numberOf = (member: number): number => ceremony.members[member - 1]?.number ?? 0;
  return {
    members: ceremony.members.map((official) => official.number),
    threshold: ceremony.threshold,
    done: done.map(numberOf),
  };
}

function saidBy(said: ReadonlyMap<number, Attested>): SaidOf[] {
  return [...said].map(([official, attested]) => ({ official, ...attested }));
}
