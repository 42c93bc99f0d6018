// Ballots, shares and the result: who may send them when. What they must be worth
// is the Counting's to say (crypto/PROTOCOL.md, sections 10, 12 and 14).
import * as statement from '../crypto/statement';
import type { BallotEntry, ResultEntry, Share } from './entry';
import type { Session } from './session';
import { demandSigned, memberOf } from './who';
import { type Words, demand, illegal } from './words';

export function applyCounting(
  session: Session,
  entry: BallotEntry | Share | ResultEntry,
  index: number,
): Words | undefined {
  switch (entry.kind) {
    case 'ballot':
      return ballot(session, entry, index);
    case 'audit_share':
      return auditShare(session, entry, index);
    case 'tally_share':
      return tallyShare(session, entry);
    case 'result':
      return result(session, entry, index);
  }
}

function ballot(session: Session, entry: BallotEntry, index: number): Words | undefined {
  session.demandAlive();
  demand(
    session.happened.has('open'),
    'order',
    '投票还没有开始，票箱里就有了选票',
    'the chair must open the vote first: here is a ballot',
  );
  demand(
    session.phase === 'voting' || session.phase === 'closing',
    'order',
    '票箱已经关闭，又来了选票',
    'a ballot after the box was closed',
  );
  return session.counting.addBallot(entry, index);
}

function auditShare(session: Session, entry: Share, index: number): Words | undefined {
  const official = memberOf(session, 'issuer', entry.member);
  const said = statement.auditShare(entry, entry.payload);
  demandSigned(session, official, said, entry.signature);
  const again = session.counting.repeatedAuditShare(entry);
  if (again !== undefined) {
    return again;
  }
  session.demandAlive();
  const closed = session.happened.get('close');
  demand(
    closed !== undefined,
    'order',
    '票箱还没有关闭，就有人核对投票凭证',
    'the vote must be closed before the tokens are audited',
  );
  demand(
    session.isState(entry.size, entry.root, closed + 1),
    'token-audit',
    '核对凭证的人看的不是关闭之后的这份记录',
    `the audit share's tree must be at least the ${closed + 1} leaves up to the close, and of this log`,
  );
  return session.counting.auditShare(entry, index);
}

function tallyShare(session: Session, entry: Share): Words | undefined {
  const official = memberOf(session, 'trustee', entry.member);
  const said = statement.tallyShare(entry, entry.payload);
  demandSigned(session, official, said, entry.signature);
  const again = session.counting.repeatedTallyShare(entry);
  if (again !== undefined) {
    return again;
  }
  session.demandAlive();
  const decided = demandAudited(session);
  demand(
    session.isState(entry.size, entry.root, decided + 1),
    'tally-shares',
    '密钥持有人看的不是凭证核对之后的这份记录',
    `the tally share's tree must be at least the ${decided + 1} leaves up to the audit, and of this log`,
  );
  return session.counting.tallyShare(entry);
}

function result(session: Session, entry: ResultEntry, index: number): Words | undefined {
  session.demandAlive();
  demandAudited(session);
  demand(
    session.phase === 'audited',
    'order',
    '已经有了结果，又来一个',
    'there is nothing to count any more: the log has a result',
  );
  session.counting.takeResult(entry);
  session.phase = 'tallied';
  session.happened.set('result', index);
  return undefined;
}

/** The leaf with which the audit was decided. */
function demandAudited(session: Session): number {
  const decided = session.happened.get('audited');
  if (decided !== undefined) {
    return decided;
  }
  if (!session.happened.has('close')) {
    return illegal('order', '票箱还没有关闭', 'the vote must be closed first');
  }
  return illegal(
    'token-audit',
    '投票凭证还没有核对完',
    'the token audit must be decided first, by enough valid shares',
  );
}
