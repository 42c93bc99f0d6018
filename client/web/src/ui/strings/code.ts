// "Is my code counted?"
import type { Localized } from '../settings.svelte.ts';

export interface CodeStrings {
  title: string;
  heading: string;
  what: string;
  label: string;
  look: string;
  looking: string;
  scan: string;
  scanPrompt: string;
  stopScan: string;
  good: (leaf: number) => string;
  goodHelp: string;
  no: string;
  noOpen: string;
  noClosed: string;
  aborted: string;
  abortedHelp: string;
  void: string;
  voidHelp: string;
  refused: string;
  refusedHelp: string;
  failed: string;
  failedHelp: string;
  checked: string;
  facts: (ballots: number, leaves: number, witnesses: number) => string;
  fingerprint: string;
  root: string;
}

const zh: CodeStrings = {
  title: '我的票计入了吗',
  heading: '我的票计入了吗',
  what: '输入您提交时拍下的查票码（16 位），或扫当时的二维码。',
  label: '查票码',
  look: '查一查',
  looking: '正在下载并核验全部公开记录…',
  scan: '用摄像头扫码',
  scanPrompt: '把查票码的二维码放进方框里',
  stopScan: '关闭摄像头',
  good: (leaf) => `已计入：公开记录第 ${leaf} 条`,
  goodHelp: '这张加密的票在公开记录里，会被计票。票里选了什么，谁也看不到。',
  no: '记录里没有这个码',
  noOpen: '票是一批一批计入的：提交不久的票，请过一会儿再查；最迟在投票结束时计入。',
  noClosed: '投票已经结束。请先核对输入的码；如果无误而平板上曾显示“您的票已收到”，请告诉监票人。',
  aborted: '本次投票已经中止',
  abortedHelp: '没有计票，也没有结果。中止以前交的票都不计入，也不会打开。',
  void: '这张票在记录里，但是废票',
  voidHelp: '请告诉监票人。',
  refused: '公开记录核验不通过',
  refusedHelp: '请立即告诉监票人，并出示本页。',
  failed: '没有查成',
  failedHelp: '请检查网络，再试一次。',
  checked: '本页在您的设备上核验了：',
  facts: (ballots, leaves, witnesses) =>
    `全部 ${leaves} 条记录，其中 ${ballots} 张票；检查点有 ${witnesses} 位见证人签名。`,
  fingerprint: '会议指纹',
  root: '记录的根',
};

const en: CodeStrings = {
  title: 'Is my code counted?',
  heading: 'Is my code counted?',
  what: 'Enter the tracking code (16 symbols) that you kept when you submitted, or scan its QR code.',
  label: 'Tracking code',
  look: 'Look it up',
  looking: 'Fetching and verifying the whole public log…',
  scan: 'Scan with the camera',
  scanPrompt: 'Bring the QR code of the tracking code into the frame',
  stopScan: 'Camera off',
  good: (leaf) => `Counted in the log: leaf ${leaf}`,
  goodHelp: 'This encrypted ballot is in the public log and is counted. Nobody sees what it says.',
  no: 'This code is not in the log',
  noOpen:
    'Ballots enter in batches. If you submitted a short while ago, look again later; the last enter when the vote closes.',
  noClosed:
    'The vote is closed. Compare the code first. If it is right and the tablet said that your ballot had arrived, tell a scrutineer.',
  aborted: 'This vote was aborted',
  abortedHelp:
    'Nothing was counted and there is no result. Ballots cast before do not count and stay closed.',
  void: 'This ballot is in the log, but void',
  voidHelp: 'Tell a scrutineer.',
  refused: 'The public log does not verify',
  refusedHelp: 'Tell a scrutineer at once, and show this page.',
  failed: 'It could not be looked up',
  failedHelp: 'Check the network and try again.',
  checked: 'Verified on your own device:',
  facts: (ballots, leaves, witnesses) =>
    `all ${leaves} leaves, ${ballots} ballots among them; ${witnesses} witnesses signed the checkpoint.`,
  fingerprint: 'Fingerprint of the session',
  root: 'Root of the log',
};

export const codeStrings: Localized<CodeStrings> = { zh, en };
