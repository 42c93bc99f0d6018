// The items of a verdict by name, and what was checked where one passes.
import type { Session } from './session';
import { type Item, type Words, say } from './words';

export const ITEM_TITLES: Readonly<Record<Item, Words>> = {
  checkpoint: say('检查点', 'Checkpoint'),
  quorum: say('见证人签名', 'Witnesses'),
  root: say('记录的根', 'Root of the log'),
  entries: say('每条记录的格式', 'Entries'),
  manifest: say('会议设定和名册', 'Manifest and roster'),
  fingerprint: say('会议指纹', 'Fingerprint'),
  order: say('先后次序', 'Order'),
  signatures: say('工作人员的签名', 'Signatures'),
  ceremony: say('密钥生成', 'Key ceremony'),
  requests: say('代表签到', 'Check-ins'),
  opening: say('开始投票', 'Opening'),
  ballots: say('每张选票', 'Ballots'),
  'ballot-count': say('票数不多于签到', 'Ballots against check-ins'),
  close: say('关闭票箱', 'Close'),
  'token-audit': say('核对投票凭证', 'Token audit'),
  'tally-shares': say('打开合计数', 'Tally shares'),
  counts: say('票数', 'Counts'),
  announcement: say('公布', 'Announcement'),
  attestations: say('监票人声明', 'Attestations'),
};

type SessionItem = Exclude<
  Item,
  'checkpoint' | 'quorum' | 'root' | 'entries' | 'manifest' | 'fingerprint'
>;

/** What was found in order, in numbers. */
export function passedWords(item: SessionItem, session: Session): Words {
  const { tree, ceremonies, requests, counting, happened } = session;
  switch (item) {
    case 'order':
      return say(
        `${tree.size} 条记录都在该在的位置`,
        `all ${tree.size} leaves are legal where they stand`,
      );
    case 'signatures':
      return say(
        '工作人员的每一句话都由本人签名',
        'every statement of an official is signed by whom it must be',
      );
    case 'ceremony':
      return say(
        `${ceremonies.tally.members.length} 位密钥持有人和 ${ceremonies.issuer.members.length} 位签发人都已证明并确认`,
        `${ceremonies.tally.members.length} trustees and ${ceremonies.issuer.members.length} issuers proved and confirmed their keys`,
      );
    case 'requests':
      return say(
        `${requests.size} 位代表签到，凭条签名都对`,
        `${requests.size} deputies checked in, each signed by the slip`,
      );
    case 'opening':
      return say(
        `开始时签到 ${session.openedWith} 位，密钥和签发人名单相符`,
        `opened with ${session.openedWith} checked in; keys and active set agree`,
      );
    case 'ballots':
      return ballotsWords(session);
    case 'ballot-count':
      return say(
        `有效票 ${counting.returned} 张，签到 ${requests.size} 位`,
        `${counting.returned} valid ballots, ${requests.size} deputies checked in`,
      );
    case 'close':
      return say(
        `第 ${happened.get('close') ?? 0} 条记录关闭了整个票箱`,
        `leaf ${happened.get('close') ?? 0} closes this log with every ballot in it`,
      );
    case 'token-audit':
      return auditWords(session);
    case 'tally-shares':
      return sharesWords(session);
    case 'counts':
      return countsWords(session);
    case 'announcement':
      return say('公布的就是这些票数', 'what was announced is the result');
    case 'attestations':
      return attestedWords(session);
  }
}

function ballotsWords({ counting }: Session): Words {
  const all = counting.ballots.length;
  const voided = counting.ballots.filter(
    (b) => b.verdict !== 'good' && b.verdict !== 'forged',
  ).length;
  return say(
    `${all} 张选票逐张验证过，废票 ${voided} 张`,
    `${all} ballots were judged, ${voided} are void`,
  );
}

function auditWords({ counting }: Session): Words {
  const forged = counting.ballots.filter((ballot) => ballot.verdict === 'forged').length;
  const shares = counting.auditShares.length;
  return shares === 0
    ? say('没有选票，不需要核对', 'there is no ballot to audit')
    : say(
        `${shares} 位签发人的份额证明：伪造的凭证 ${forged} 张`,
        `the shares of ${shares} issuers show ${forged} forged tokens`,
      );
}

function sharesWords({ counting }: Session): Words {
  const shares = counting.tallyShares.length;
  return shares === 0
    ? say('没有要打开的合计数', 'there are no totals to open')
    : say(
        `${shares} 位密钥持有人的份额打开了重新算出的合计数`,
        `the shares of ${shares} trustees open the totals as computed again`,
      );
}

function countsWords({ counting }: Session): Words {
  const ballots = counting.result?.ballots ?? 0;
  return counting.result?.withheld === true
    ? say(
        `只有 ${ballots} 张有效票，按规定不公布票数`,
        `with ${ballots} ballots the counts must be withheld, and are`,
      )
    : say(
        `票数就是打开的合计数，每个部门加起来都是 ${ballots}`,
        `the counts are the ones opened, and every row adds up to ${ballots}`,
      );
}

function attestedWords(session: Session): Words {
  const { zeroChecks, verified, objections } = session;
  return say(
    `零票声明 ${zeroChecks.size} 份，核对无误声明 ${verified.size} 份，异议 ${objections.length} 件`,
    `${zeroChecks.size} zero checks, ${verified.size} verified statements, ${objections.length} objections`,
  );
}
