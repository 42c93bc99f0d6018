// What scrutineers say of the log: that the box was empty, that the counts are
// right, or what is wrong (crypto/PROTOCOL.md, section 10).
import { equalBytes } from '../bytes';
import { countsHash } from '../crypto/identifiers';
import * as statement from '../crypto/statement';
import type { Attestation, Objection } from './entry';
import type { Session } from './session';
import { demandSigned, scrutineer } from './who';
import { SAID_BEFORE, type Words, demand } from './words';

export function applyStatement(
  session: Session,
  entry: Attestation | Objection,
  index: number,
): Words | undefined {
  const official = scrutineer(session, entry.official);
  demandSigned(session, official, statementOf(entry), entry.signature);
  if (entry.kind === 'objection') {
    session.objections.push({ leaf: index, official: entry.official, text: entry.text });
    return undefined;
  }
  const said = entry.kind === 'verified' ? session.verified : session.zeroChecks;
  if (said.has(entry.official)) {
    return SAID_BEFORE;
  }
  session.demandAlive();
  if (entry.kind === 'verified') {
    demandVerified(session, entry);
  } else {
    demandZeroCheck(session, entry);
  }
  said.set(entry.official, { leaf: index, size: Number(entry.size), root: entry.root.slice() });
  return undefined;
}

function statementOf(entry: Attestation | Objection): statement.Statement {
  switch (entry.kind) {
    case 'objection':
      return statement.objection(entry, entry.text);
    case 'verified':
      return statement.verified(entry, entry.countsHash);
    case 'zero_check':
      return statement.zeroCheck(entry);
  }
}

function demandZeroCheck(session: Session, entry: Attestation): void {
  demand(
    session.keyId !== undefined,
    'order',
    '密钥还没有全部生成，不能做零票检查',
    'a zero check before both ceremonies are complete',
  );
  demand(
    session.phase === 'ceremony' || session.phase === 'check-in',
    'order',
    '投票已经开始，不能再做零票检查',
    'the vote has been opened: it is too late for a zero check',
  );
  demand(
    session.isState(entry.size, entry.root, 1),
    'attestations',
    '零票检查看的是另一份记录',
    'the zero check is of another log',
  );
}

function demandVerified(session: Session, entry: Attestation): void {
  const { result } = session.counting;
  const leaf = session.happened.get('result');
  demand(
    result !== undefined && leaf !== undefined,
    'order',
    '还没有结果，不能声明核对无误',
    'there must be a result first',
  );
  demand(
    equalBytes(entry.countsHash, countsHash(result.counts)),
    'attestations',
    '监票人核对的不是记录里的票数',
    'the statement is not about the counts of the result',
  );
  demand(
    session.isState(entry.size, entry.root, leaf + 1),
    'attestations',
    '监票人核对的是另一份记录',
    'the statement is about another log, or about one without the result',
  );
}
