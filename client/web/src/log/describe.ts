// What an entry is, in words, for people who watch the log grow.
import type { CommitteeName, Entry, EntryKind } from './entry';
import { type Manifest, officialsWith } from './manifest';
import { type Words, say } from './words';

/** A leaf as people see it. */
export interface LogLine {
  readonly index: number;
  readonly kind: EntryKind;
  readonly words: Words;
  /** Why it had no effect, or what is odd about it. */
  readonly remark: Words | undefined;
  /** The leaf's hash in the tree, in hexadecimal. */
  readonly hash: string;
}

/** `manifest` gives the names; without it there are numbers only. */
export function describe(entry: Entry, manifest?: Manifest): Words {
  switch (entry.kind) {
    case 'manifest':
      return say(
        '会议设定：部门、等次、名册、工作人员和规则',
        'the manifest: departments, levels, roster, officials, rules',
      );
    case 'dkg_commit':
    case 'dkg_message':
    case 'dkg_confirm':
    case 'dkg_complaint':
      return ofCeremony(entry, manifest);
    case 'active_set':
      return say(
        `主持人确定签发人：第 ${entry.issuers.join('、')} 位（第 ${entry.version} 版）`,
        `the chair names the issuers in use: ${entry.issuers.join(', ')} (version ${entry.version})`,
      );
    case 'reissue':
      return say(
        `主持人给 ${entry.deputy} 号代表换发凭条`,
        `the chair gives deputy ${entry.deputy} a new slip`,
      );
    case 'token_request':
      return say(`${entry.deputy} 号代表签到`, `deputy ${entry.deputy} checks in`);
    case 'open':
      return say(
        `主持人宣布开始投票，签到 ${entry.checkedIn} 位`,
        `the chair opens the vote; ${entry.checkedIn} deputies have checked in`,
      );
    case 'ballot':
      return say(
        `一张密封的选票，${entry.ballot.length} 字节`,
        `a sealed ballot of ${entry.ballot.length} bytes`,
      );
    case 'closing':
      return say(
        '主持人宣布停止投票，已密封的选票还可以到达',
        'the chair announces the closing; sealed ballots still arrive',
      );
    case 'close':
      return say(
        `主持人关闭票箱，以前 ${entry.size} 条记录为准`,
        `the chair closes the box over the first ${entry.size} leaves`,
      );
    case 'audit_share':
      return say(
        `${member('issuer', entry.member, manifest).zh}核对投票凭证`,
        `${member('issuer', entry.member, manifest).en} audits the tokens`,
      );
    case 'tally_share':
      return say(
        `${member('tally', entry.member, manifest).zh}参与打开合计数`,
        `${member('tally', entry.member, manifest).en} helps to open the totals`,
      );
    case 'result':
      return entry.withheld
        ? say(
            `结果：${entry.ballots} 张票，太少，不公布票数`,
            `the result: ${entry.ballots} ballots, too few to be counted`,
          )
        : say(
            `结果：${entry.ballots} 张有效票的合计`,
            `the result: the counts of ${entry.ballots} valid ballots`,
          );
    case 'zero_check':
    case 'verified':
    case 'objection':
    case 'announce':
    case 'abort':
      return ofPeople(entry, manifest);
  }
}

type Ceremonial = Extract<Entry, { readonly committee: CommitteeName }>;

function ofCeremony(entry: Ceremonial, manifest: Manifest | undefined): Words {
  const who = member(entry.committee, entry.member, manifest);
  switch (entry.kind) {
    case 'dkg_commit':
      return say(`${who.zh}承诺自己的密钥材料`, `${who.en} commits to a contribution to the key`);
    case 'dkg_message':
      return say(`${who.zh}公开密钥材料和证明`, `${who.en} reveals the contribution and proves it`);
    case 'dkg_confirm':
      return say(`${who.zh}确认密钥`, `${who.en} confirms the keys`);
    case 'dkg_complaint': {
      const dealer = member(entry.committee, entry.dealer, manifest);
      return say(
        `${who.zh}投诉${dealer.zh}：会议中止`,
        `${who.en} complains of ${dealer.en}: the session is over`,
      );
    }
  }
}

type Spoken = Extract<
  Entry,
  { readonly kind: 'zero_check' | 'verified' | 'objection' | 'announce' | 'abort' }
>;

function ofPeople(entry: Spoken, manifest: Manifest | undefined): Words {
  switch (entry.kind) {
    case 'zero_check':
      return say(
        `${person(entry.official, manifest).zh}声明：票箱是空的`,
        `${person(entry.official, manifest).en} states that the box is empty`,
      );
    case 'verified':
      return say(
        `${person(entry.official, manifest).zh}声明：已自行核对，票数无误`,
        `${person(entry.official, manifest).en} has verified the counts`,
      );
    case 'objection':
      return say(
        `${person(entry.official, manifest).zh}提出异议：${entry.text}`,
        `${person(entry.official, manifest).en} objects: ${entry.text}`,
      );
    case 'announce':
      return say('主持人公布结果', 'the chair announces the result');
    case 'abort':
      return say(
        `主持人中止会议：${entry.reason}`,
        `the chair gives the session up: ${entry.reason}`,
      );
  }
}

function member(committee: CommitteeName, number: number, manifest: Manifest | undefined): Words {
  const [role, zh, en] =
    committee === 'tally'
      ? (['trustee', '密钥持有人', 'trustee'] as const)
      : (['issuer', '签发人', 'issuer'] as const);
  const name = manifest && officialsWith(manifest, role)[number - 1]?.name;
  return say(
    `第 ${number} 位${zh}${name === undefined ? '' : `（${name}）`}`,
    `${en} ${number}${name === undefined ? '' : ` (${name})`}`,
  );
}

function person(number: number, manifest: Manifest | undefined): Words {
  const name = manifest?.officials[number - 1]?.name;
  return say(
    `${number} 号工作人员${name === undefined ? '' : `（${name}）`}`,
    `official ${number}${name === undefined ? '' : ` (${name})`}`,
  );
}
