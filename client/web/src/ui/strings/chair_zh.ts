// 主持人台：中文。
import { notReturned, resultScript, type Sitting } from '../../official/sitting';
import type { Wait } from '../../official/waits';
import type { ScriptPart } from '../../pages/chair/script';
import type { Caution, Obstacle } from '../../pages/chair/steps';
import { abortedScript } from '../../result/script';
import type { ChairStrings } from './chair';

const levels = (sitting: Sitting): string =>
  sitting.rules.levels.map((level) => level.name.zh).join('、');

function phaseMeaning(sitting: Sitting): string {
  switch (sitting.phase) {
    case 'ceremony':
      return sitting.ceremony.stage === 'complete'
        ? '密钥已经生成，票箱是空的。监票人现在可以做零票检查。'
        : '各密钥持有人的电脑正在共同生成密钥，不需要主持人操作。';
    case 'check-in':
      return '代表正在扫码签到，领取各自的投票凭证。';
    case 'voting':
      return '代表正在平板上评议。选票成批进入记录，所以收回数会一批一批地增加。';
    case 'closing':
      return '不再接受新的选票；停止之前已经封好的选票还会送达。';
    case 'closed':
      return '投票已经关闭。签发人正在核对所有投票凭证，由他们的电脑自动完成。';
    case 'audited':
      return '凭证核对完毕。密钥持有人的电脑正在核对全部记录，并共同打开合计数。';
    case 'tallied':
      return '结果已经在记录里，大屏还没有显示。宣布以后大屏才显示结果。';
    case 'announced':
      return '结果已经宣布，大屏正在显示。';
    case 'aborted':
      return '本次测评已经中止，没有结果。';
  }
}

function obstacle(reason: Obstacle): string {
  switch (reason.kind) {
    case 'signed-out':
      return '本页还没有主持人的签名码：请在“主持人签名”里扫描或输入。';
    case 'offline':
      return '与服务器的连接断了，接上以后再进行。';
    case 'ceremony':
      return '密钥还没有生成完毕，在等谁见下。';
    case 'issuers':
      return `现在只有 ${reason.have} 位签发人在线，至少要 ${reason.need} 位。请他们打开自己的电脑和程序。`;
    case 'meeting-quorum':
      return `实到 ${reason.have} 人，法定人数是 ${reason.need} 人，还差 ${reason.need - reason.have} 人。`;
    case 'min-voters':
      return `实到 ${reason.have} 人；少于 ${reason.need} 人投票不能保密，不得开始。请改用其他方式。`;
    case 'witnesses':
      return '见证人还没有对最新的记录签名，通常一两秒就好。';
    case 'box':
      return '票箱还在等已经封好的选票。';
    case 'checking':
      return `本页正在逐张核对选票：已核对 ${reason.checked} 张，共 ${reason.of} 张。`;
  }
}

function caution(note: Caution): string {
  switch (note.kind) {
    case 'zero-checks':
      return `零票检查：${note.of} 位监票人中已有 ${note.have} 位签名。`;
    case 'heads':
      return `请先清点在座人数，应与实到 ${note.checkedIn} 人一致。不一致时先查明原因。`;
    case 'not-issued':
      return `还有 ${note.count} 位代表的凭证没有签发完，请稍等片刻。`;
    case 'active-absent':
      return `正在使用的签发人里有人不在线：${note.names.join('、')}。可以更换签发人。`;
    case 'not-returned':
      return `还有 ${note.count} 张没有进入记录，其中一部分可能已经提交，正等着成批进入。`;
    case 'unverified':
      return `${note.of} 位监票人中已有 ${note.have} 位签名确认核验一致。可以再等一等。`;
    case 'objections':
      return `记录中有 ${note.count} 条异议，请先看。`;
  }
}

function wait(waiting: Wait): string {
  const progress = `${waiting.have} / ${waiting.need}`;
  switch (waiting.kind) {
    case 'ceremony-commit':
      return `生成密钥第一步（承诺）：${progress}`;
    case 'ceremony-message':
      return `生成密钥第二步（分发份额）：${progress}`;
    case 'ceremony-confirm':
      return `生成密钥第三步（确认）：${progress}`;
    case 'casting':
      return `收票需要至少 ${waiting.need} 位签发人在线，现在只有 ${waiting.have} 位；选票会等着，不会丢失`;
    case 'box':
      return `已经封好的选票正在送达：收回 ${waiting.have} 张，发出 ${waiting.need} 张`;
    case 'audit':
      return `核对投票凭证：已有 ${waiting.have} 位签发人完成，需要 ${waiting.need} 位`;
    case 'tally':
      return `打开合计数：已有 ${waiting.have} 位密钥持有人完成，需要 ${waiting.need} 位`;
    case 'counting':
      return '份额已经够了，正在得出各部门的票数';
    case 'witnesses':
      return `见证人在线 ${progress}，最新的记录还缺见证人签名`;
  }
}

function script(part: ScriptPart, sitting: Sitting): string[] {
  switch (part) {
    case 'zero-check':
      return [
        '下面进行零票检查。',
        `请监票人核对：记录里没有一张选票；会议指纹的前八位是 ${sitting.fingerprint.slice(0, 8)}，与各位手中材料上的一致。`,
        '核对无误的，请在自己的电脑上签名确认。',
      ];
    case 'check-in':
      return [
        '请各位代表签到。',
        '请用面前的平板扫描自己的签到凭条，或者输入上面的号码。一人一单，不能代签。签到后请稍候。',
      ];
    case 'opening':
      return [
        '现在报告到会情况。',
        `本次会议应到 ${sitting.entitled} 人，实到 ${sitting.checkedIn} 人${sitting.meetingQuorum > 0 ? `，法定人数 ${sitting.meetingQuorum} 人，符合法定人数` : ''}。`,
        '请工作人员清点在座人数。清点结果与签到人数一致，可以开始测评。',
      ];
    case 'start':
      return [
        `现在开始满意度测评，共 ${sitting.rules.contests.length} 个部门。`,
        `每个部门请在“${levels(sitting)}”中选一项${sitting.rules.blankAllowed ? '，也可以弃权' : ''}。全部选好以后，请核对，再按“提交”。提交以后不能更改。`,
        '测评是无记名的，任何人都看不到各位的选择。需要帮助的，请举手。',
      ];
    case 'last-call':
      return ['请还没有提交的代表抓紧时间。', '还有没有没提交的？……没有了，现在停止投票。'];
    case 'closing':
      return ['投票已经停止。正在等待已经提交的选票全部送达，请稍候。'];
    case 'returned':
      return [
        `本次测评发出选票 ${sitting.issued} 张，收回 ${sitting.returned} 张，未交 ${notReturned(sitting)} 张。${sitting.returned <= sitting.issued ? '收回的选票没有多于发出的选票，测评有效。' : '收回的选票多于发出的选票，请监票人核查。'}`,
        sitting.outcome === undefined
          ? '密钥持有人正在共同计票，请稍候。'
          : '计票已经完成。下面宣布结果，请看大屏幕。',
      ];
    case 'result':
      return resultScript(sitting, 'zh');
    case 'end':
      return [
        `以上结果，${sitting.people.filter((p) => p.roles.includes('scrutineer')).length} 位监票人中已有 ${sitting.verified.length} 位独立核验并签名。`,
        '完整的记录已经公开，任何人都可以自己核验。',
        '满意度测评到此结束，谢谢各位代表。',
      ];
    case 'aborted':
      return abortedScript(sitting.rules, sitting.abortReason ?? '', 'zh');
  }
}

export const chairZh: ChairStrings = {
  pageTitle: '主持人台',
  comma: '、',
  colon: '：',
  loading: '正在读取记录…',
  offline: '与服务器的连接断了，正在自动重连；在此之前显示的是断开时的情况。',
  broken: '记录没有通过核对，本页不再显示任何数字。请停止会议进程，并请监票人查看。',

  entitled: '应到',
  present: '实到',
  quorum: '法定人数',
  quorumNone: '不要求',
  quorumReached: '已达到',
  quorumMissing: (count) => `还差 ${count} 人`,
  issued: '发出',
  returned: '收回',
  notReturned: '未交',
  outstanding: '尚未收到',
  notAbstained: '未交不是弃权。',
  inSteps: '成批增加',
  numbersHeading: '人数和票数',
  reconciled: (sitting, missing) =>
    `收回 ${sitting.returned} + ${missing} ${notReturned(sitting)} = 发出 ${sitting.issued}；发出不多于实到 ${sitting.checkedIn}，实到不多于应到 ${sitting.entitled}。`,
  notReconciled: '这几个数对不上，请停下来，请监票人查看。',

  phases: {
    ceremony: '会前准备',
    'check-in': '签到',
    voting: '投票进行中',
    closing: '正在停止投票',
    closed: '已关闭，核对凭证',
    audited: '计票',
    tallied: '结果已出，等待宣布',
    announced: '已宣布',
    aborted: '已中止',
  },
  phaseMeaning,
  nextHeading: '下一步',
  nothingToDo: '现在不需要操作，会自动继续。',
  over: '测评已经结束。',
  steps: {
    'check-in': {
      button: '开始签到',
      meaning: () => '代表可以扫码签到。由现在在线的签发人给每位代表签发一张看不出是谁的投票凭证。',
      question: () => '现在开始签到吗？',
    },
    open: {
      button: '开始投票',
      meaning: (sitting) =>
        `把实到 ${sitting.checkedIn} 人写进记录，平板上出现选票。${sitting.lateCheckIn ? '迟到的代表还可以签到。' : '签到同时结束，不能再补签。'}`,
      question: (sitting) =>
        `应到 ${sitting.entitled} 人，实到 ${sitting.checkedIn} 人。现在开始投票吗？`,
    },
    closing: {
      button: '停止投票',
      meaning: (sitting) =>
        `从现在起平板不能再提交。已经提交的选票最多 ${sitting.sendWindowSeconds + 2} 秒内送达，然后自动关闭票箱、核对、计票。`,
      question: () => '所有要投票的代表都提交了吗？停止以后不能再开。',
    },
    close: {
      button: '关闭票箱',
      meaning: () => '票箱已经停止收票。签名确认记录里的选票就是全部选票，随后自动核对和计票。',
      question: () => '签名关闭票箱吗？',
    },
    announce: {
      button: '宣布结果',
      meaning: () => '大屏和所有页面从现在起显示各部门的票数。',
      question: () => '现在向全场宣布结果吗？',
    },
  },
  refusedBecause: '现在还不能进行，因为：',
  obstacle,
  cautionHeading: '请注意',
  caution,
  waitHeading: '在等什么',
  wait,
  headsCompared: (checkedIn) => `已清点在座人数，与实到 ${checkedIn} 人一致`,
  confirm: '确定',
  cancel: '先不',
  working: {
    sign: '正在签名并写入记录…',
    box: '已经停止投票，正在等已封好的选票送达…',
    quorum: '已写入记录，正在等见证人签名…',
  },
  failed: '没有完成',

  keyHeading: '主持人签名',
  keyIn: (name) => `已登入：${name}。密钥只在本页内存里，关闭本页即消失。`,
  keyWhy: '每一步都用主持人自己的签名码签名，签名进入公开记录。没有密码，也没有管理员。',
  keyLabel: '主持人的签名码',
  keyHint: '27 个字符，格式为 XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XX',
  keyUse: '使用',
  keyForget: '退出，擦除密钥',
  keyOtherDesk: '换一台电脑也可以：在那里输入同一个签名码，从记录里的进度继续。',
  keyScan: '扫描',
  keyScanStop: '停止扫描',
  keyNotChair: '这个签名码不是本次会议主持人的。请核对是否拿错了。',
  keyMalformed: '签名码不对，请检查是否输错了字符。',

  scriptHeading: '主持词',
  scriptOthers: '其他各段',
  scriptNothing: '现在没有要念的。',
  scriptLater: '数字还没有出来，到时再念。',
  scriptTitles: {
    'zero-check': '零票检查',
    'check-in': '签到',
    opening: '报告到会情况',
    start: '开始测评',
    'last-call': '停止投票前',
    closing: '等待选票送达',
    returned: '发出和收回',
    result: '宣布结果',
    end: '结束',
    aborted: '中止',
  },
  script,

  officialsHeading: '人员',
  roles: {
    chair: '主持人',
    scrutineer: '监票人',
    trustee: '密钥持有人',
    issuer: '签发人',
    witness: '见证人',
  },
  here: '在线',
  away: '不在线',
  neededNow: '现在要等',
  noProgram: '用签名码，不需要在线',
  zeroChecked: '已签零票',
  verifiedIt: '已签核验',
  inUse: '签发中',
  zeroCheckedBy: (have, of) => `零票检查：${of} 位监票人中已有 ${have} 位签名`,

  resultHeading: '结果',
  resultConfidential: '宣布之前请勿让他人看到本页。',
  resultTable: '各部门票数',
  resultShow: '显示结果',
  resultHide: '收起结果',
  resultWithheld: (sitting) =>
    `收回有效票 ${sitting.outcome?.ballots ?? 0} 张，少于 ${sitting.minBallots} 张：为保守秘密不予计票。${sitting.phase === 'announced' ? '' : '仍然可以宣布。'}`,
  resultChecked: (ballots) => `本页自己核对了全部记录和 ${ballots} 张选票，票数一致。`,
  department: '部门',
  sum: '合计',
  blank: '弃权',
  verifiedBy: (have, of) => `${of} 位监票人中已有 ${have} 位独立核验并签名`,
  objections: '异议',
  sheetLink: '计票结果报告单（打印、签字）',
  screenLink: '大屏页面',
  remoteHeading: '大屏翻页',
  remoteHelp:
    '大屏是从本页打开、显示在第二块屏幕上的窗口时有效；其他电脑上的大屏自动翻页，也可用方向键或翻页笔。',
  remote: { previous: '上一页', hold: '停住或继续', next: '下一页', near: '九个一页或全部' },

  replaceIssuers: '更换签发人',
  replaceIssuersMeaning: '改用现在在线的签发人。已经签到的平板会自动补齐凭证。',
  issuersChoice: '由这些签发人签发',
  moreHeading: '不常用的操作',
  reissueHeading: '补发签到凭条',
  reissueText:
    '代表的签到凭条遗失、且还没有签到的，可以作废旧单、补发新单。新单要打印，请办公室在主持人的电脑上运行 pingyi roster reissue，用主持人的签名码签名。',
  abortHeading: '中止测评',
  abortMeaning: '中止以后没有结果，不能恢复；要重来只能另开一次会议。原因写进公开记录。',
  abortReason: '原因',
  abortWord: '中止',
  abortType: (word) => `请在这里输入“${word}”两个字`,
  abortButton: '中止测评',
  abortTooLate: '结果已经产生，不能再中止。',
  abortedBecause: (reason) => `中止原因：${reason}`,

  recordHeading: '公开记录',
  fingerprint: '会议指纹',
  root: '记录的根',
  leaves: (size, quorum) => `共 ${size} 条，见证人已签到第 ${quorum} 条`,
};
