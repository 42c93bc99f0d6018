// The chair's orders: open, closing, close, announce, abort (crypto/PROTOCOL.md,
// section 10). An order repeated word for word has no effect; said differently,
// it is illegal.
import { equalBytes } from '../bytes';
import { countsHash } from '../crypto/identifiers';
import * as statement from '../crypto/statement';
import type { Abort, Announce, Close, Closing, Open } from './entry';
import type { Phase, Session } from './session';
import { chair, demandSigned } from './who';
import { SAID_BEFORE, type Words, demand } from './words';

type Order = Open | Closing | Close | Announce | Abort;

export function applyOrder(session: Session, entry: Order, index: number): Words | undefined {
  const order = statementOf(entry);
  demandSigned(session, chair(session), order, entry.signature);
  if (session.isRepeated(order)) {
    return SAID_BEFORE;
  }
  demand(
    !session.happened.has(entry.kind),
    'order',
    '主持人先前下过不同的指令',
    'the chair has said something else before',
  );
  session.demandAlive();
  take(session, entry, index);
  session.happened.set(entry.kind, index);
  session.rememberOrder(order);
  return undefined;
}

function statementOf(entry: Order): statement.Statement {
  switch (entry.kind) {
    case 'open':
      return statement.open(entry.keyId, entry.activeSetHash, entry.checkedIn);
    case 'closing':
      return statement.closing();
    case 'close':
      return statement.close(entry);
    case 'announce':
      return statement.announce(entry.countsHash);
    case 'abort':
      return statement.abort(entry.reason);
  }
}

function take(session: Session, entry: Order, index: number): void {
  switch (entry.kind) {
    case 'open':
      return open(session, entry);
    case 'closing':
      demandPhase(session, 'voting', '投票还没有开始', 'the chair must open the vote first');
      session.phase = 'closing';
      return;
    case 'close':
      return close(session, entry, index);
    case 'announce':
      return announce(session, entry);
    case 'abort':
      return abort(session, entry);
  }
}

function open(session: Session, entry: Open): void {
  demandPhase(
    session,
    'check-in',
    '主持人还没有开始签到',
    'the chair must begin the check-in first',
  );
  const { keyId, activeSet, manifest } = session;
  demand(
    keyId !== undefined && equalBytes(entry.keyId, keyId),
    'opening',
    '开始投票的声明里写的密钥不是本会议的',
    'the opening names other keys: its key_id is wrong',
  );
  demand(
    activeSet !== undefined && equalBytes(entry.activeSetHash, activeSet.hash),
    'opening',
    '开始投票的声明里写的签发人名单不是最新的',
    'the opening names another active set',
  );
  const present = session.requests.size;
  demand(
    entry.checkedIn === present,
    'opening',
    `声明里说签到 ${entry.checkedIn} 位，记录里是 ${present} 位`,
    `it says ${entry.checkedIn} deputies have checked in; ${present} have`,
  );
  const least = Math.max(manifest.minVoters, manifest.meetingQuorum);
  demand(
    present >= least,
    'opening',
    `签到 ${present} 位，至少要 ${least} 位才能开始`,
    `${present} deputies have checked in, must be at least ${least}`,
  );
  session.openedWith = present;
  session.phase = 'voting';
}

function close(session: Session, entry: Close, index: number): void {
  demandPhase(
    session,
    'closing',
    '主持人还没有宣布停止投票',
    'the chair must announce the closing first',
  );
  demand(
    session.isState(entry.size, entry.root, 0),
    'close',
    '关闭的不是这份记录',
    'what the chair closed is no earlier state of this log',
  );
  const last = session.counting.lastBallot;
  demand(
    last === undefined || BigInt(last) < entry.size,
    'close',
    `第 ${last ?? 0} 条选票不在关闭的范围里`,
    `the ballot in leaf ${last ?? 0} does not stand before what the chair closed`,
  );
  session.phase = 'closed';
  if (!session.counting.close()) {
    session.decideAudit(index);
  }
}

function announce(session: Session, entry: Announce): void {
  const { result } = session.counting;
  demand(result !== undefined, 'order', '还没有结果，不能公布', 'there must be a result first');
  demand(
    equalBytes(entry.countsHash, countsHash(result.counts)),
    'announcement',
    '公布的不是记录里的票数',
    'the announcement is not about the counts of the result',
  );
  session.phase = 'announced';
}

function abort(session: Session, entry: Abort): void {
  demand(
    session.phase !== 'tallied' && session.phase !== 'announced',
    'order',
    '已经有了结果，不能再中止',
    'the session is over: a result cannot be given up',
  );
  session.abortReason = entry.reason;
  session.phase = 'aborted';
}

function demandPhase(session: Session, phase: Phase, zh: string, en: string): void {
  const ahead = PHASES.indexOf(session.phase) > PHASES.indexOf(phase);
  demand(
    session.phase === phase,
    'order',
    ahead ? '已经过了这一步' : zh,
    ahead ? 'it is too late for that' : en,
  );
}

const PHASES: readonly Phase[] = [
  'ceremony',
  'check-in',
  'voting',
  'closing',
  'closed',
  'audited',
  'tallied',
  'announced',
  'aborted',
];
