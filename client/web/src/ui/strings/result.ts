// Everything that the result page and the result sheet say.
import type { Localized } from '../settings.svelte.ts';

export interface ResultStrings {
  readonly pageTitle: string;
  readonly sheetTitle: string;
  readonly rehearsalSheet: string;
  readonly loading: string;
  readonly offline: string;
  readonly broken: string;
  readonly checking: string;
  readonly entriesChecked: (done: number, of: number) => string;
  readonly notPublic: string;
  readonly notPublicMeaning: string;
  readonly failed: string;
  readonly failedMeaning: string;
  readonly aborted: (reason: string) => string;
  readonly verifiedHere: string;
  readonly print: string;
  readonly csv: string;
  readonly xlsx: string;
  readonly save: string;
  readonly scriptHeading: string;
  readonly sheetHeading: string;

  readonly evaluatedYear: string;
  readonly meetingDate: string;
  readonly place: string;
  readonly entitled: string;
  readonly present: string;
  readonly issued: string;
  readonly returned: string;
  readonly notReturned: string;
  readonly valid: string;
  readonly invalid: string;
  readonly abstained: string;
  readonly reconciled: string;
  readonly notReconciled: string;
  readonly number: string;
  readonly department: string;
  readonly votes: string;
  readonly rowsAgree: (ballots: number) => string;
  readonly withheld: (ballots: number) => string;
  readonly verifiedBy: (have: number, of: number) => string;
  readonly objections: (count: number) => string;
  readonly sessionId: string;
  readonly root: string;
  readonly checkpoint: string;
  readonly entries: (count: number) => string;
  readonly chair: string;
  readonly scrutineer: string;
  readonly counter: string;
  readonly signature: string;
  readonly date: string;
}

const zh: ResultStrings = {
  pageTitle: '计票结果',
  sheetTitle: '计票结果报告单',
  rehearsalSheet: '演练 · 不是正式表决结果',
  loading: '正在读取会议记录…',
  offline: '网络中断，正在重新连接…',
  broken: '本页无法继续：',
  checking: '本页正在自行核验全部记录，核验完才显示结果。',
  entriesChecked: (done, of) => `已核验 ${done} / ${of}`,
  notPublic: '结果尚未公布',
  notPublicMeaning: '主持人公布以后，本页自动显示计票结果报告单。',
  failed: '核验不通过，不显示任何票数',
  failedMeaning: '这份记录不能采信。请告知主持人和监票人。',
  aborted: (reason) => `会议已中止，没有结果${reason === '' ? '。' : `：${reason}`}`,
  verifiedHere: '本页已自行核验全部记录，下列票数与日志一致。',
  print: '打印报告单',
  csv: '保存 CSV',
  xlsx: '保存表格（XLSX）',
  save: '保存与打印',
  scriptHeading: '宣读词',
  sheetHeading: '报告单',

  evaluatedYear: '评议年度',
  meetingDate: '会议日期',
  place: '地点',
  entitled: '应到',
  present: '实到',
  issued: '发出',
  returned: '收回',
  notReturned: '未交',
  valid: '有效',
  invalid: '无效',
  abstained: '弃权',
  reconciled:
    '发出 = 日志中的领票数；收回均为有效票，无效票不计入收回；未交 = 发出 − 收回，不计为弃权。',
  notReconciled: '票数不能相互印证，请查明后再签字！',
  number: '序号',
  department: '部门',
  votes: '票数',
  rowsAgree: (ballots) => `每个部门各项票数之和均为 ${ballots}，与有效票数相符。`,
  withheld: (ballots) =>
    `有效票只有 ${ballots} 张，少于规定的最低票数。为保护投票人，选票不予解密，没有计票结果。`,
  verifiedBy: (have, of) => `${of} 名监票人中 ${have} 名已签署核验无误`,
  objections: (count) => `有 ${count} 项异议，见日志`,
  sessionId: '会议编号（全部规则的指纹）',
  root: '日志根',
  checkpoint: '检查点指纹',
  entries: (count) => `${count} 条`,
  chair: '主持人',
  scrutineer: '监票人',
  counter: '计票人',
  signature: '签字',
  date: '日期',
};

const en: ResultStrings = {
  pageTitle: 'Result',
  sheetTitle: 'Result sheet',
  rehearsalSheet: 'REHEARSAL · not the result of a vote',
  loading: 'Reading the record of the session…',
  offline: 'The network is down; connecting again…',
  broken: 'This page cannot go on:',
  checking: 'This page is verifying the whole record itself and shows the result only then.',
  entriesChecked: (done, of) => `Verified: ${done} of ${of}`,
  notPublic: 'The result has not been announced',
  notPublicMeaning: 'This page shows the result sheet by itself once the chair has announced it.',
  failed: 'Verification fails: no counts are shown',
  failedMeaning: 'This record cannot be relied on. Tell the chair and the scrutineers.',
  aborted: (reason) =>
    `The session was aborted, there is no result${reason === '' ? '.' : `: ${reason}`}`,
  verifiedHere: 'This page has verified the whole record itself; these are the counts of the log.',
  print: 'Print the sheet',
  csv: 'Save as CSV',
  xlsx: 'Save as spreadsheet (XLSX)',
  save: 'Save and print',
  scriptHeading: 'To be read aloud',
  sheetHeading: 'Sheet',

  evaluatedYear: 'Evaluated year',
  meetingDate: 'Date of the meeting',
  place: 'Place',
  entitled: 'Entitled',
  present: 'Present',
  issued: 'Issued',
  returned: 'Returned',
  notReturned: 'Not returned',
  valid: 'Valid',
  invalid: 'Invalid',
  abstained: 'Abstained',
  reconciled:
    'Issued = tokens asked for in the log; all returned are valid, invalid ones are not among them; not returned = issued − returned, and is no abstention.',
  notReconciled: 'These numbers do not agree with each other: find out why before you sign!',
  number: 'No.',
  department: 'Department',
  votes: 'Votes',
  rowsAgree: (ballots) => `Every row adds up to ${ballots}, the number of valid ballots.`,
  withheld: (ballots) =>
    `Only ${ballots} valid ballots, fewer than the rules' least number: to protect the voters nothing was decrypted, there are no counts.`,
  verifiedBy: (have, of) => `Verified by ${have} of ${of} scrutineers`,
  objections: (count) => `Objections in the log: ${count}`,
  sessionId: 'Session id, fingerprint of all rules',
  root: 'Root of the log',
  checkpoint: 'Fingerprint of the checkpoint',
  entries: (count) => `${count} entries`,
  chair: 'Chair',
  scrutineer: 'Scrutineer',
  counter: 'Teller',
  signature: 'Signature',
  date: 'Date',
};

export const resultStrings: Localized<ResultStrings> = { zh, en };
