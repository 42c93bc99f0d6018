// What a leaf of the key generation does (crypto/PROTOCOL.md, sections 10 and 11).
import { equalBytes } from '../bytes';
import * as statement from '../crypto/statement';
import type { Ceremony } from './ceremony';
import type { DkgCommit, DkgComplaint, DkgConfirm, DkgMessage } from './entry';
import type { Session } from './session';
import { demandSigned, memberOf, roleOf } from './who';
import { SAID_BEFORE, type Words, demand } from './words';

type CeremonyEntry = DkgCommit | DkgMessage | DkgConfirm | DkgComplaint;

export function applyCeremony(
  session: Session,
  entry: CeremonyEntry,
  index: number,
): Words | undefined {
  const ceremony = session.ceremonies[entry.committee];
  switch (entry.kind) {
    case 'dkg_commit':
      return commit(session, ceremony, entry);
    case 'dkg_message':
      return message(session, ceremony, entry);
    case 'dkg_confirm':
      return confirm(session, ceremony, entry);
    case 'dkg_complaint':
      return complain(session, ceremony, entry, index);
  }
}

function signer(session: Session, entry: CeremonyEntry) {
  return memberOf(session, roleOf(entry.committee), entry.member);
}

function commit(session: Session, ceremony: Ceremony, entry: DkgCommit): Words | undefined {
  const said = statement.dkgCommit(entry.committee, entry.member, entry.messageHash);
  demandSigned(session, signer(session, entry), said, entry.signature);
  if (ceremony.commits.has(entry.member)) {
    return SAID_BEFORE;
  }
  session.demandAlive();
  ceremony.commits.set(entry.member, entry.messageHash);
  return undefined;
}

function message(session: Session, ceremony: Ceremony, entry: DkgMessage): Words | undefined {
  const said = statement.dkgMessage(entry.committee, entry.member, entry.message);
  demandSigned(session, signer(session, entry), said, entry.signature);
  if (ceremony.messages.has(entry.member)) {
    return SAID_BEFORE;
  }
  session.demandAlive();
  demand(
    ceremony.stage === 'message',
    'order',
    '还有成员没有承诺，就有人公开了内容',
    'a message before all members have committed',
  );
  ceremony.takeMessage(entry.member, entry.message);
  return undefined;
}

function confirm(session: Session, ceremony: Ceremony, entry: DkgConfirm): Words | undefined {
  const official = signer(session, entry);
  const { keys } = ceremony;
  demand(
    keys !== undefined,
    'order',
    '还有成员没有公开内容，就有人确认',
    'a confirmation before all messages are there',
  );
  const encoded = keys.map((key) => key.encode());
  const said = statement.dkgConfirm(entry.committee, entry.member, ceremony.messageHashes, encoded);
  demandSigned(session, official, said, entry.signature);
  if (ceremony.confirmed.has(entry.member)) {
    return SAID_BEFORE;
  }
  session.demandAlive();
  ceremony.confirmed.add(entry.member);
  return undefined;
}

/** Whoever is to blame, the ceremony has failed: the session needs a new manifest. */
function complain(
  session: Session,
  ceremony: Ceremony,
  entry: DkgComplaint,
  index: number,
): Words | undefined {
  const { committee, dealer, member, sharedSecret, proof } = entry;
  const said = statement.dkgComplaint(committee, dealer, member, sharedSecret, proof);
  demandSigned(session, signer(session, entry), said, entry.signature);
  const { complaint } = session;
  if (complaint?.committee === committee && complaint.member === member) {
    if (complaint.dealer === dealer && equalBytes(complaint.proof, proof)) {
      return SAID_BEFORE;
    }
  }
  session.demandAlive();
  demand(
    ceremony.stage === 'confirm' && !ceremony.confirmed.has(member),
    'order',
    '不是可以投诉的时候：内容还没有全部公开，或者本人已经确认',
    'a complaint before all messages, or by a member who has confirmed',
  );
  demand(
    dealer <= ceremony.members.length,
    'order',
    `没有第 ${dealer} 位成员`,
    `the complaint is about member ${dealer}, whom there is not`,
  );
  session.complaint = entry;
  session.phase = 'aborted';
  session.happened.set('complaint', index);
  return undefined;
}
