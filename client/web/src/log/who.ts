// Who must have signed what: every statement of an official is checked here.
import { type Statement, verifyStatement } from '../crypto/statement';
import type { CommitteeName } from './entry';
import { type Official, type Role, officialsWith } from './manifest';
import type { Session } from './session';
import { demand, illegal } from './words';

const ROLE_ZH: Record<Role, string> = {
  chair: '主持人',
  scrutineer: '监票人',
  trustee: '密钥持有人',
  issuer: '签发人',
  witness: '见证人',
};

export function roleOf(committee: CommitteeName): 'trustee' | 'issuer' {
  return committee === 'tally' ? 'trustee' : 'issuer';
}

export function roleWords(role: Role): { readonly zh: string; readonly en: string } {
  return { zh: ROLE_ZH[role], en: role };
}

/** Member `number` of a committee. */
export function memberOf(session: Session, role: 'trustee' | 'issuer', number: number): Official {
  const found = officialsWith(session.manifest, role)[number - 1];
  return (
    found ??
    illegal('signatures', `没有第 ${number} 位${ROLE_ZH[role]}`, `there is no ${role} ${number}`)
  );
}

export function scrutineer(session: Session, number: number): Official {
  const found = session.manifest.officials[number - 1];
  demand(
    found !== undefined,
    'signatures',
    `没有 ${number} 号工作人员`,
    `there is no official ${number}`,
  );
  demand(
    found.roles.includes('scrutineer'),
    'signatures',
    `${number} 号工作人员不是监票人`,
    `official ${number} is no scrutineer`,
  );
  return found;
}

export function chair(session: Session): Official {
  return (
    officialsWith(session.manifest, 'chair')[0] ??
    illegal('manifest', '没有主持人', 'there is no chair')
  );
}

/** Throws Illegal unless `official` signed `statement`. */
export function demandSigned(
  session: Session,
  official: Official,
  statement: Statement,
  signature: Uint8Array,
): void {
  demand(
    verifyStatement(official.signingKey, session.sessionId, statement, signature),
    'signatures',
    `${statement.kind}：签名不是 ${official.number} 号工作人员（${official.name}）的`,
    `${statement.kind}: the signature is not by official ${official.number} (${official.name})`,
  );
}
