// Everything that the hall screen says.
import type { SceneName } from '../../pages/screen/scenes';
import type { Localized } from '../settings.svelte';

export interface ScreenStrings {
  readonly pageTitle: string;
  readonly loading: string;
  readonly offline: string;
  readonly broken: string;
  readonly brokenHelp: string;
  readonly rehearsal: string;
  readonly scenes: Readonly<Record<SceneName, string>>;
  /** One line below the scene's name. */
  readonly hints: Readonly<Record<SceneName, string>>;
  readonly entitled: string;
  readonly present: string;
  readonly submitted: string;
  readonly issued: string;
  readonly returned: string;
  readonly notReturned: string;
  readonly voided: string;
  readonly valid: string;
  readonly peopleUnit: string;
  readonly ballotUnit: string;
  readonly blank: string;
  readonly all: string;
  readonly pageOf: (page: number, of: number) => string;
  readonly verified: string;
  readonly ofThem: (have: number, of: number) => string;
  readonly objections: (count: number) => string;
  readonly root: string;
  readonly fingerprint: string;
  readonly record: string;
  readonly recordQr: string;
  readonly withheld: (ballots: number, least: number) => string;
  readonly reason: (reason: string) => string;
  readonly controls: string;
  readonly previous: string;
  readonly next: string;
  readonly hold: string;
  readonly goOn: string;
  readonly showAll: string;
  readonly showNine: string;
  readonly fullScreen: string;
}

const zh: ScreenStrings = {
  pageTitle: '大屏',
  loading: '正在读取公开记录…',
  offline: '连接中断，正在重新连接',
  broken: '公开记录没有通过核对',
  brokenHelp: '本屏不显示任何数字。请监票人查看。',
  rehearsal: '演练 · 不是正式表决 · REHEARSAL',
  scenes: {
    preparing: '会前准备',
    'check-in': '正在签到',
    voting: '正在评议',
    closing: '评议结束，正在收票',
    counting: '正在计票',
    ready: '计票完成',
    result: '测评结果',
    withheld: '本次不予计票',
    aborted: '本次测评已中止',
  },
  hints: {
    preparing: '请各位代表就座',
    'check-in': '请用平板扫描您的签到凭条',
    voting: '请逐项评议、核对后提交',
    closing: '已经提交的选票正在送达',
    counting: '密钥持有人正在共同核对和计票',
    ready: '等待主持人宣布',
    result: '',
    withheld: '',
    aborted: '没有产生任何结果',
  },
  entitled: '应到',
  present: '实到',
  submitted: '已收',
  issued: '发出',
  returned: '收回',
  notReturned: '未交',
  voided: '无效',
  valid: '有效票',
  peopleUnit: '人',
  ballotUnit: '张',
  blank: '弃权',
  all: '全部',
  pageOf: (page, of) => `第 ${page} / ${of} 页`,
  verified: '监票人独立核验',
  ofThem: (have, of) => `${have} / ${of} 位`,
  objections: (count) => `异议 ${count} 条`,
  root: '记录的根',
  fingerprint: '会议指纹',
  record: '公开记录',
  recordQr: '公开记录的地址',
  withheld: (ballots, least) =>
    `收回有效票 ${ballots} 张，少于 ${least} 张。为保守选票秘密，不予计票。`,
  reason: (reason) => `原因：${reason}`,
  controls: '翻页',
  previous: '上一页',
  next: '下一页',
  hold: '停在本页',
  goOn: '自动翻页',
  showAll: '全部部门',
  showNine: '每页九个',
  fullScreen: '全屏',
};

const en: ScreenStrings = {
  pageTitle: 'Hall screen',
  loading: 'Reading the public log…',
  offline: 'Connection lost; connecting again',
  broken: 'The public log did not pass verification',
  brokenHelp: 'This screen shows no numbers. Scrutineers, please see to it.',
  rehearsal: '演练 · REHEARSAL · not the vote',
  scenes: {
    preparing: 'Preparing',
    'check-in': 'Check-in',
    voting: 'The vote is open',
    closing: 'The vote has ended',
    counting: 'Counting',
    ready: 'The count is complete',
    result: 'Result',
    withheld: 'Not counted',
    aborted: 'This vote was aborted',
  },
  hints: {
    preparing: 'Please take your seats',
    'check-in': 'Please scan your slip with the tablet',
    voting: 'Grade every department, review, then submit',
    closing: 'Submitted ballots are arriving',
    counting: 'The key holders verify and count together',
    ready: "Waiting for the chair's announcement",
    result: '',
    withheld: '',
    aborted: 'There is no result',
  },
  entitled: 'Entitled',
  present: 'Present',
  submitted: 'Submitted',
  issued: 'Issued',
  returned: 'Returned',
  notReturned: 'Not returned',
  voided: 'Invalid',
  valid: 'Valid',
  peopleUnit: '',
  ballotUnit: '',
  blank: 'Abstained',
  all: 'All',
  pageOf: (page, of) => `Page ${page} / ${of}`,
  verified: 'Verified by scrutineers',
  ofThem: (have, of) => `${have} of ${of}`,
  objections: (count) => (count === 1 ? '1 objection' : `${count} objections`),
  root: 'Root of the log',
  fingerprint: 'Fingerprint of the session',
  record: 'Public record',
  recordQr: 'Address of the public record',
  withheld: (ballots, least) =>
    `${ballots} valid ballots, fewer than ${least}. To keep them secret they are not counted.`,
  reason: (reason) => `Reason: ${reason}`,
  controls: 'Pages',
  previous: 'Previous page',
  next: 'Next page',
  hold: 'Stay on this page',
  goOn: 'Turn by itself',
  showAll: 'All departments',
  showNine: 'Nine a page',
  fullScreen: 'Full screen',
};

export const screenStrings: Localized<ScreenStrings> = { zh, en };
