// Active sets, new slips and requests for tokens (crypto/PROTOCOL.md, section 10).
import { toHex } from '../bytes';
import * as statement from '../crypto/statement';
import type { ActiveSet, Reissue, TokenRequest } from './entry';
import type { Session } from './session';
import { chair, demandSigned } from './who';
import { SAID_BEFORE, type Words, demand, say } from './words';

export function applyCheckIn(
  session: Session,
  entry: ActiveSet | Reissue | TokenRequest,
): Words | undefined {
  switch (entry.kind) {
    case 'active_set':
      return activeSet(session, entry);
    case 'reissue':
      return reissue(session, entry);
    case 'token_request':
      return tokenRequest(session, entry);
  }
}

function activeSet(session: Session, entry: ActiveSet): Words | undefined {
  const order = statement.activeSet(entry.version, entry.issuers);
  demandSigned(session, chair(session), order, entry.signature);
  if (session.isRepeated(order)) {
    return SAID_BEFORE;
  }
  session.demandAlive();
  demand(
    session.keyId !== undefined,
    'order',
    '密钥还没有全部生成并确认，不能开始签到',
    'the key ceremony must be complete before the check-in begins',
  );
  demand(
    session.phase === 'ceremony' || session.phase === 'check-in',
    'order',
    '签到已经结束，不能再更换签发人',
    'check-in is over: the active set stands',
  );
  demandIssuers(session, entry);
  session.activeSet = {
    leaf: session.tree.size,
    version: entry.version,
    issuers: entry.issuers,
    hash: statement.activeSetHash(session.sessionId, entry.version, entry.issuers),
  };
  session.phase = 'check-in';
  session.rememberOrder(order);
  return undefined;
}

function demandIssuers(session: Session, { version, issuers }: ActiveSet): void {
  const next = (session.activeSet?.version ?? 0) + 1;
  demand(
    version === next,
    'opening',
    `签发人名单的版本是 ${version}，应为 ${next}`,
    `the version of the active set is ${version}, must be ${next}`,
  );
  const members = session.ceremonies.issuer.members.length;
  for (const issuer of issuers) {
    demand(
      issuer <= members,
      'opening',
      `没有第 ${issuer} 位签发人`,
      `there is no issuer ${issuer}`,
    );
  }
  demand(
    issuers.length >= session.leastIssuers,
    'opening',
    `签发人名单有 ${issuers.length} 位，至少要 ${session.leastIssuers} 位`,
    `the active set has ${issuers.length} issuers, must have at least ${session.leastIssuers}`,
  );
}

function reissue(session: Session, entry: Reissue): Words | undefined {
  const order = statement.reissue(entry.deputy, entry.credentialKey);
  demandSigned(session, chair(session), order, entry.signature);
  if (session.isRepeated(order)) {
    return SAID_BEFORE;
  }
  session.demandAlive();
  demand(
    session.phase === 'ceremony' || session.phase === 'check-in' || isLateCheckIn(session),
    'order',
    '签到已经结束，不能再换发凭条',
    'check-in is over: no slip is replaced any more',
  );
  demandDeputy(session, entry.deputy);
  demand(
    !session.requests.has(entry.deputy),
    'requests',
    `${entry.deputy} 号代表已经签到，不能换发凭条`,
    `deputy ${entry.deputy} has checked in: the slip cannot be replaced`,
  );
  demand(
    !session.usedKeys.has(toHex(entry.credentialKey)),
    'requests',
    '新凭条的公钥在本次会议里用过',
    'the new slip has a key that was used in this session before',
  );
  session.usedKeys.add(toHex(entry.credentialKey));
  session.reissued.set(entry.deputy, entry.credentialKey);
  session.rememberOrder(order);
  return undefined;
}

function tokenRequest(session: Session, entry: TokenRequest): Words | undefined {
  const { keyId } = session;
  demand(
    keyId !== undefined,
    'order',
    '主持人还没有开始签到',
    'the chair must begin the check-in first',
  );
  const key = demandDeputy(session, entry.deputy);
  const said = statement.request(keyId, entry.deputy, entry.blinded);
  demand(
    statement.verifyStatement(key, session.sessionId, said, entry.signature),
    'requests',
    `签名不是 ${entry.deputy} 号代表的凭条的`,
    `the request is not signed by deputy ${entry.deputy}'s slip`,
  );
  if (session.requests.has(entry.deputy)) {
    return say(
      `${entry.deputy} 号代表又签到一次，以第一次为准`,
      `deputy ${entry.deputy} has made another request; the first stands`,
    );
  }
  session.demandAlive();
  demand(
    session.phase !== 'ceremony',
    'order',
    '主持人还没有开始签到',
    'the chair must begin the check-in first',
  );
  demand(
    session.phase === 'check-in' || isLateCheckIn(session),
    'order',
    '签到已经结束',
    'check-in is over',
  );
  session.requests.set(entry.deputy, entry.blinded);
  return undefined;
}

function isLateCheckIn({ phase, manifest }: Session): boolean {
  return phase === 'voting' && manifest.lateCheckIn;
}

function demandDeputy(session: Session, deputy: number): Uint8Array {
  const key = session.credentialKey(deputy);
  demand(
    key !== undefined,
    'requests',
    `名册里没有 ${deputy} 号代表`,
    `there is no deputy ${deputy}`,
  );
  return key;
}
