// The challenge checker, on another device than the deputy's tablet.
import type { Localized } from '../settings.svelte.ts';

export interface ChallengeStrings {
  title: string;
  heading: string;
  what: string;
  steps: readonly [string, string, string];
  stepsLabel: string;
  scanFirst: string;
  scanSecond: string;
  scanning: string;
  stopScan: string;
  codeIs: string;
  compareCode: string;
  other: string;
  otherLabel: string;
  take: string;
  wrong: string;
  checking: string;
  agrees: string;
  agreesHelp: string;
  lied: string;
  liedHelp: string;
  refused: string;
  failed: string;
  failedHelp: string;
  department: string;
  choice: string;
  again: string;
}

const zh: ChallengeStrings = {
  title: '检验一张票',
  heading: '检验一张票',
  what: '在平板以外的设备上打开本页，检验平板有没有改动代表的选择。被检验的票绝不会投出。',
  steps: ['扫平板“核对”页上的查票码', '在平板上按“检验”“打开检验”，再扫出现的二维码', '看结果'],
  stepsLabel: '步骤',
  scanFirst: '扫查票码',
  scanSecond: '扫检验二维码',
  scanning: '把平板上的二维码放进方框里',
  stopScan: '关闭摄像头',
  codeIs: '已记下这张票的查票码',
  compareCode: '应与平板上显示的一样。',
  other: '没有摄像头？把二维码的文字粘贴在这里',
  otherLabel: '二维码的文字',
  take: '使用这段文字',
  wrong: '这不是这一步要的二维码。',
  checking: '正在重新加密并比较…',
  agrees: '相符：平板没有改动',
  agreesHelp: '按公开的密钥重新加密，得到的正是先前那个查票码。票里的选择如下，请与代表选的比较：',
  lied: '不相符：平板显示的不是这张票',
  liedHelp: '重新加密得到的不是先前的查票码。请立即告诉监票人，并保留两台设备的画面。',
  refused: '无法检验',
  failed: '没有检验成',
  failedHelp: '请检查网络，再试一次。',
  department: '部门',
  choice: '票里的选择',
  again: '再检验一张',
};

const en: ChallengeStrings = {
  title: 'Test a ballot',
  heading: 'Test a ballot',
  what: 'Open this page on another device than the tablet, to see whether the tablet changed what the deputy chose. A tested ballot is never cast.',
  steps: [
    "Scan the tracking code on the tablet's review page",
    'Press "Test" and "Open it" on the tablet and scan what appears',
    'See what the ballot holds',
  ],
  stepsLabel: 'Steps',
  scanFirst: 'Scan the tracking code',
  scanSecond: 'Scan the opened ballot',
  scanning: 'Bring the QR code of the tablet into the frame',
  stopScan: 'Camera off',
  codeIs: 'Recorded the tracking code of this ballot',
  compareCode: 'It must be the one on the tablet.',
  other: 'No camera? Paste the text of the QR code here',
  otherLabel: 'Text of the QR code',
  take: 'Use this text',
  wrong: 'That is not the QR code of this step.',
  checking: 'Encrypting again and comparing…',
  agrees: 'It agrees: the tablet changed nothing',
  agreesHelp:
    'Encrypted again under the public keys, it gives exactly the tracking code from before. This is what the ballot holds; compare it with what the deputy chose:',
  lied: 'It does not agree: the tablet showed another ballot',
  liedHelp:
    'Encrypted again, it gives another tracking code. Tell a scrutineer at once, and keep both screens as they are.',
  refused: 'It cannot be tested',
  failed: 'The test did not succeed',
  failedHelp: 'Check the network and try again.',
  department: 'Department',
  choice: 'On the ballot',
  again: 'Test another one',
};

export const challengeStrings: Localized<ChallengeStrings> = { zh, en };
