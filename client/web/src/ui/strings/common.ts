// Words that all pages share.
import type { Localized } from '../settings.svelte.ts';

export interface CommonStrings {
  product: string;
  rehearsal: string;
  rehearsalLong: string;
  language: string;
  typeSize: string;
  smaller: string;
  larger: string;
  close: string;
  cancel: string;
  back: string;
  next: string;
  yes: string;
  no: string;
  waiting: string;
  offline: string;
  online: string;
  retry: string;
  done: string;
  help: string;
  page: (number: number, of: number) => string;
  qrCode: string;
}

const zh: CommonStrings = {
  product: '评议',
  rehearsal: '演练',
  rehearsalLong: '这是演练，不是正式表决',
  language: '语言',
  typeSize: '字号',
  smaller: '字小一些',
  larger: '字大一些',
  close: '关闭',
  cancel: '取消',
  back: '返回',
  next: '下一步',
  yes: '是',
  no: '否',
  waiting: '请稍候',
  offline: '网络中断，正在重新连接…',
  online: '网络已连接',
  retry: '再试一次',
  done: '完成',
  help: '求助',
  page: (number, of) => `第 ${number} 页，共 ${of} 页`,
  qrCode: '二维码',
};

const en: CommonStrings = {
  product: 'Pingyi',
  rehearsal: 'Rehearsal',
  rehearsalLong: 'This is a rehearsal, not the vote',
  language: 'Language',
  typeSize: 'Type size',
  smaller: 'Smaller type',
  larger: 'Larger type',
  close: 'Close',
  cancel: 'Cancel',
  back: 'Back',
  next: 'Next',
  yes: 'Yes',
  no: 'No',
  waiting: 'Please wait',
  offline: 'The network is down; connecting again…',
  online: 'Connected',
  retry: 'Try again',
  done: 'Done',
  help: 'Help',
  page: (number, of) => `Page ${number} of ${of}`,
  qrCode: 'QR code',
};

export const commonStrings: Localized<CommonStrings> = { zh, en };
