// Words of the QR scanner.
import type { Localized } from '../settings.svelte.ts';

export interface ScannerStrings {
  picture: string;
  otherCamera: string;
  wrongCode: string;
  problem: Record<'none' | 'denied' | 'busy', string>;
  problemHelp: string;
}

const zh: ScannerStrings = {
  picture: '摄像头画面',
  otherCamera: '换另一个摄像头',
  wrongCode: '扫到的不是这里要的二维码',
  problem: {
    none: '没有可用的摄像头',
    denied: '没有使用摄像头的权限',
    busy: '摄像头正被别的程序占用',
  },
  problemHelp: '请改为输入代码，或请工作人员帮忙。',
};

const en: ScannerStrings = {
  picture: 'What the camera sees',
  otherCamera: 'Use the other camera',
  wrongCode: 'That is not the QR code wanted here',
  problem: {
    none: 'There is no camera to use',
    denied: 'The camera may not be used',
    busy: 'Another program is using the camera',
  },
  problemHelp: 'Type the code instead, or ask the staff.',
};

export const scannerStrings: Localized<ScannerStrings> = { zh, en };
