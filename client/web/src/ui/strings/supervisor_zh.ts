// 监督员页：中文。
import type { Sitting } from '../../official/sitting';
import type { Duty, SigningObstacle } from '../../pages/supervisor/duties';
import { denominatorName, formulas } from '../../result/words';
import type { SupervisorStrings } from './supervisor';

const items: SupervisorStrings['items'] = {
  checkpoint: '检查点签名',
  quorum: '见证人联署',
  root: '日志根重新计算',
  entries: '日志条目完整可读',
  manifest: '会议配置与名册',
  fingerprint: '会议指纹',
  order: '条目顺序合法',
  signatures: '工作人员签名',
  ceremony: '密钥仪式',
  requests: '签到请求',
  opening: '开启表决',
  ballots: '选票有效性证明',
  'ballot-count': '选票数不超过签到数',
  close: '关闭表决',
  'token-audit': '令牌审计',
  'tally-shares': '解密份额',
  counts: '计票结果',
  announcement: '公布结果一致',
  attestations: '监票人声明',
};

function settings(sitting: Sitting): readonly (readonly [string, string])[] {
  const { rules } = sitting;
  return [
    ['会议', rules.title.zh],
    ['评议年度', String(rules.evaluatedYear)],
    ['会议日期', rules.meetingDate],
    ['地点', rules.place],
    ['部门', `${rules.contests.length} 个`],
    ['等级', rules.levels.map((level) => level.name.zh).join('、')],
    ['允许弃权', rules.blankAllowed ? '是' : '否，每行必须评议'],
    ['应到', `${sitting.entitled} 名代表`],
    ['法定人数', sitting.meetingQuorum === 0 ? '未设' : `${sitting.meetingQuorum} 名`],
    ['少于此数不开启表决', `${sitting.minVoters} 名`],
    ['少于此数不解密', `${sitting.minBallots} 张`],
    ['打开合计数需要', `${sitting.ceremony.trustees.threshold} 名密钥持有人`],
    ['签发投票凭证需要', `${sitting.issuerThreshold} 名签发人`],
    ['比率的分母', denominatorName(rules.counting.denominator, 'zh')],
    ...formulas(rules, null, 'zh').map((line): [string, string] => ['计票口径', line]),
  ];
}

function obstacle(reason: SigningObstacle): string {
  switch (reason.kind) {
    case 'no-slip':
      return '请先扫描或输入您自己的签名条。';
    case 'not-scrutineer':
      return '这张签名条不是监票人的，不能签署声明。';
    case 'checking':
      return '本页还没有核验完日志里的全部条目，请稍候。';
    case 'failed':
      return `本页的核验发现问题：${items[reason.item]}。请不要签署，并提出异议。`;
    case 'fingerprint':
      return '您还没有比对会议指纹。';
    case 'open-item':
      return `“${items[reason.item]}”一项尚未核验。`;
    case 'witnesses':
      return '最新的条目还没有足够的见证人联署，通常只需片刻。';
    case 'keys':
      return '密钥仪式还没有完成。';
    case 'opened':
      return '表决已经开启，不能再签零票核查。';
    case 'no-result':
      return '还没有计票结果。';
    case 'aborted':
      return '会议已经中止。';
    case 'no-tree':
      return '本页还没有见证人联署过的日志可以引用。如果核验不通过，请当面或书面提出异议。';
    case 'no-text':
      return '请写明异议内容。';
    case 'long-text':
      return `异议内容过长（${reason.bytes} 字节，最多 4,000 字节）。`;
  }
}

const WAITS: Readonly<Record<Sitting['phase'], string>> = {
  ceremony: '等待各密钥持有人的电脑完成密钥仪式。',
  'check-in': '零票核查已签署。代表正在签到，等待主持人开启表决。',
  voting: '表决进行中。本页随时核验新到的选票。',
  closing: '主持人已宣布停止，封好的选票还在送达。',
  closed: '表决已关闭，签发人正在审计投票凭证。',
  audited: '密钥持有人正在共同打开合计数。',
  tallied: '您已签署核验无误。等待主持人公布结果。',
  announced: '会议已结束。',
  aborted: '会议已中止。',
};

function duty(next: Duty): string {
  switch (next.kind) {
    case 'compare':
      return '请把下面“零票核查”里的会议指纹与打印件逐组比对。';
    case 'slip':
      return '请在“我的声明”里扫描或输入您自己的签名条。';
    case 'sign':
      return next.statement === 'zero-check'
        ? '票箱是空的，密钥已经生成：请在“我的声明”里签署零票核查。'
        : '计票结果已经出来，本页已核验：请在“我的声明”里签署核验无误。';
    case 'failed':
      return '本页的核验没有通过。请立即告知主持人，并在“我的声明”里提出异议。';
    case 'wait':
      return WAITS[next.phase];
    case 'ready':
      return '密钥已经生成，票箱是空的。等待主持人开始签到。';
    case 'over':
      return '会议已结束，您没有未完成的事项。可以打印本页存档。';
  }
}

export const supervisorZh: SupervisorStrings = {
  pageTitle: '监督员',
  loading: '正在读取会议记录…',
  offline: '网络中断，正在重新连接…（已核验的内容不受影响）',
  online: '已连接',
  broken: '本页无法继续：',
  phases: {
    ceremony: '密钥仪式',
    'check-in': '签到',
    voting: '表决',
    closing: '停止表决',
    closed: '已关闭',
    audited: '已审计',
    tallied: '已计票',
    announced: '已公布',
    aborted: '已中止',
  },
  phase: '阶段',
  entitled: '应到',
  presentCount: '实到',
  issued: '发出',
  returned: '收回',
  notReturned: '未交',
  inSteps:
    '选票成批进入日志，日志不含时间，也看不出先后。签到阶段的“发出”由服务器报告，其余由本页自日志核算。',
  contents: '本页内容',
  print: '打印',
  printed: '监督员核验报告',
  resultHeading: '计票结果',
  resultNotYet: '还没有结果。计票完成后在此显示。',
  resultBeforeAnnounced: '结果尚未由主持人公布，请勿外传。',
  resultWithheld: (ballots) =>
    `有效票只有 ${ballots} 张，少于规定的最低票数。选票不予解密，没有计票结果。`,
  resultUnverified: '本页尚未核验通过，不显示任何票数。',
  sheetLink: '计票结果报告单',
  aborted: (reason) => `会议已中止${reason === '' ? '。' : `：${reason}`}`,

  checkHeading: '本页的核验',
  checkWhat: '本页用自己的程序逐条核验日志，不采信服务器的任何结论。',
  standing: { empty: '等待日志', busy: '正在核验', good: '目前全部核验通过', bad: '核验不通过' },
  standingMeaning: {
    empty: '还没有收到任何条目。',
    busy: '正在后台核验新到的条目，您可以继续查看本页。',
    good: '到目前为止的每一条都已核验。',
    bad: '记录里有不该有的内容。这份记录不能采信。',
  },
  entriesChecked: (done, of) => `已核验条目 ${done} / ${of}`,
  ballotsChecked: (done, of) => `已核验选票 ${done} / ${of}`,
  firstFailure: '首个问题',
  behindQuorum: (entries) => `最新 ${entries} 条尚待见证人联署。`,

  zeroHeading: '零票核查',
  zeroEmpty: '日志里没有任何选票：票箱是空的。',
  zeroNotYet: '密钥仪式还没有完成。',
  zeroBallots: (count) => `日志里现有选票 ${count} 张。零票核查只能在开启表决之前签署。`,
  zeroSteps: '开启表决之前，请看清三件事：票箱为空；会议指纹与打印件一致；您自己的公钥在名单里。',
  fingerprint: '会议指纹（配置与规则的指纹）',
  fingerprintHow: '与操作员在会前发给您的打印件逐组比对，也可以把打印件上的指纹输入下面的框里。',
  fingerprintLabel: '输入打印件上的指纹',
  fingerprintSame: '已逐组比对，完全一致',
  fingerprintTyped: '比对输入的指纹',
  fingerprintDiffers:
    '输入的指纹与这份记录不一致！请核对打印件；如果打印件无误，这就不是您的会议。',
  fingerprintGiven: '指纹一致。',
  fingerprintUndo: '重新比对',
  compare: '比对',
  keyId: '密钥指纹（计票公钥与签发公钥）',
  keyIdPending: '密钥仪式完成后显示',
  rosterHash: '名册指纹',
  logKey: '日志公钥',
  settingsHeading: '会议配置',
  settings,

  peopleHeading: '人员、密钥与声明',
  roles: {
    chair: '主持人',
    scrutineer: '监票人',
    trustee: '密钥持有人',
    issuer: '签发人',
    witness: '见证人',
  },
  person: '姓名',
  rolesHead: '职责',
  presence: '电脑',
  present: '在线',
  absent: '未连接',
  presenceUnknown: '无需连接',
  presenceSource: '是否在线由服务器报告，不属于本页的核验。',
  signingKey: '签名公钥',
  ownKey: '这是您',
  ownKeyWhy: '请与您自己登记时得到的公钥比对。扫描签名条后，您的一行会标出。',
  signedZero: '零票核查',
  signedVerified: '核验无误',
  statements: '已签声明',
  nothingSigned: '无',
  objections: '异议',
  noObjections: '没有异议。',

  logHeading: '日志',
  logWhat: '日志只增不改，不含时间。选票每批随机抽取、按内容排序后写入，不反映提交的先后。',
  kinds: {
    manifest: '会议配置',
    dkg_commit: '密钥仪式：承诺',
    dkg_message: '密钥仪式：份额',
    dkg_confirm: '密钥仪式：确认',
    dkg_complaint: '密钥仪式：投诉',
    active_set: '启用签发人',
    reissue: '补发签到条',
    token_request: '签到',
    open: '开启表决',
    ballot: '选票',
    closing: '停止表决',
    close: '关闭表决',
    audit_share: '令牌审计份额',
    tally_share: '解密份额',
    result: '计票结果',
    zero_check: '零票核查',
    verified: '核验无误',
    objection: '异议',
    announce: '公布结果',
    abort: '中止',
  },
  leaf: '条目',
  entryHead: '内容',
  checkedHead: '本页核验',
  entryChecked: '✓ 已核验',
  entryWaits: '… 核验中',
  entryOdd: '注意',
  showing: (from, to, of) => `条目 ${from} 至 ${to}，共 ${of} 条（从 0 编号）`,
  newest: '最新',
  older: '较早',
  newer: '较新',

  verdictHeading: '核验结论（19 项）',
  items,
  itemHead: '项目',
  resultHead: '结论',
  foundHead: '说明',
  pass: '✓ 通过',
  fail: '✕ 不通过',
  notChecked: '— 未核验',
  overallPass: '全部 19 项通过。',
  overallFail: '不通过。这份记录不能采信。',
  overallOpen: (item) => `尚无结论：“${item}”还没有核验。`,
  rehearsalVerdict: '（演练，不是正式表决）',
  voidBallots: (count) => `无效选票 ${count} 张，已列出，不计票：`,
  root: '日志根',
  checkpoint: '检查点指纹',
  treeSize: (size) => `${size} 条`,

  lookupHeading: '查询代表的查票码',
  lookupWhat:
    '代表可以请您代查：输入收据上的查票码，看这张选票是否在日志里。查询只在本机进行，不发送给服务器。',
  lookupLabel: '查票码（XXXX-XXXX-XXXX-XXXX）',
  lookupButton: '查询',
  lookupMalformed: '查票码是 16 个字母和数字，请核对后重新输入。',
  lookupFound: (leaf) => `找到了：这张选票是日志第 ${leaf} 条，已核验，计入结果。`,
  lookupUnjudged: (leaf) => `找到了：这张选票是日志第 ${leaf} 条，本页正在核验，请稍后再查。`,
  lookupVoid: (leaf) => `日志第 ${leaf} 条是这张选票，但它无效，不计票。`,
  lookupWaits: '现在还没有找到。选票成批进入日志，请在关闭表决以后再查。',
  lookupMissing: '日志里没有这张选票。如果查票码无误，请代表出示收据，并提出异议。',
  challengeHeading: '检验选票（抽查平板）',
  challengeWhat: '代表选择“检验”而不提交时，用另一台设备重新加密并比对，看平板是否如实加密。',
  challengeLink: '打开检验页',

  signHeading: '我的声明',
  signedInAs: (name) => `签名人：${name}`,
  notScrutineer: '这张签名条属于本次会议，但不是监票人的。',
  slipWhy: '用您自己的签名条签署。密钥只在本页内存里，不保存、不发送；离开本页即清除。',
  slipLabel: '签名条代码（XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XX）',
  slipShow: '显示',
  slipUse: '使用',
  slipScan: '扫描签名条',
  slipScanStop: '停止扫描',
  slipRefused: '这不是本次会议工作人员的签名条，或者输入有误。',
  slipForget: '移除签名条',
  statementsOf: { 'zero-check': '零票核查', verified: '核验无误', objection: '提出异议' },
  meaning: {
    'zero-check': '声明：开启表决之前，我看到日志里没有选票，会议指纹和我的公钥无误。',
    verified: '声明：本页已核验全部选票、凭证与解密份额，公布的票数与日志一致。',
    objection: '异议写入日志，任何人都能看到，不能撤回。它本身不会中止会议。',
  },
  question: {
    'zero-check': '现在签署零票核查吗？签署后写入日志，不能撤回。',
    verified: '现在签署“核验无误”吗？签署后写入日志，不能撤回。',
    objection: '现在提出这项异议吗？写入日志后不能撤回。',
  },
  signedAlready: {
    'zero-check': '您已签署零票核查，日志里已有记录。',
    verified: '您已签署核验无误，日志里已有记录。',
    objection: '您的异议已经写入日志。',
  },
  obstacle,
  refusedBecause: '现在不能签署：',
  signsOver: (size, root) => `签署对象：日志前 ${size} 条，日志根 ${root}`,
  goThere: '前往',
  objectionLabel: '异议内容',
  objectionHint: '请写明所见的事实。不要写代表的姓名或选择。',
  sign: '签署',
  cancel: '取消',
  signing: '正在写入日志…',
  done: '已写入日志。',
  failed: '没有成功：',
  duty,
  nextHeading: '您现在要做的',
};
