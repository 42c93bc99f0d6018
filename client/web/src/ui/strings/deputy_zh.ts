// The deputy's page in Chinese.
import type { DeputyStrings } from './deputy.ts';

export const deputyZh: DeputyStrings = {
  title: '代表评议',
  starting: '正在核验会议…',
  startingHelp: '本页正在核对会议的公开记录，请稍候。',
  offline: '网络中断，正在重新连接…',
  offlineKept: '您的内容都加密保存在这台平板上，不会丢失。请不要离开本页。',
  dead: '本页出错了',
  deadHelp: '请按下面的按钮重新打开，再扫一次您的凭条。已经做的不会丢失，也不会重复投票。',
  reload: '重新打开',

  slip: {
    title: '请出示您的凭条',
    scan: '用摄像头扫码',
    scanHelp: '把凭条上的二维码对准摄像头。',
    scanPrompt: '把凭条上的二维码放进方框里',
    notASlip: '这不是凭条上的二维码，请再扫一次，或输入凭条上的代码。',
    type: '输入代码',
    typeHelp: '代码印在二维码下面，共 27 位。不分大小写，横线不用输入。',
    label: '凭条代码',
    missing: (symbols) => `还差 ${symbols} 位`,
    wrongSymbol: (group) => `第 ${group} 组里有凭条上没有的字符，请对照凭条改正。`,
    wrongCheck: '最后一位校验不符：有一位输错了，请逐组对照凭条。',
    fits: '代码无误',
    go: '继续',
    stopScan: '关闭摄像头',
    over: '本次会议的投票已经结束。',
    aborted: '本次投票已经中止，没有结果。请听主持人安排。',
  },

  fingerprint: {
    title: '请核对会议指纹',
    what: '请看凭条最下面的“会议指纹”，与这里是否完全一样？',
    agrees: '一样，继续',
    differs: '不一样',
  },

  checkIn: {
    title: '正在签到',
    what: '请稍候，几秒钟就好。',
    notYet: '签到还没有开始。请稍候，开始后本页会自动签到。',
    long: '正在等待各位监票人的电脑应答。请不要离开，本页会自动继续。',
  },

  waiting: {
    title: '签到成功',
    what: '请等待主持人宣布开始。开始后，本页会自动变成选票，您不用做任何事。',
    steps: ['签到', '等待主持人宣布开始', '逐个部门评议', '核对并提交', '记下查票码'],
    stepsLabel: '整个过程',
    attendance: (entitled, present) => `应到 ${entitled} 人，已签到 ${present} 人`,
    practice: '先练习一下',
    practiceHelp: '练习票不会发出，也不计票。',
    away: '离开这台平板',
    awayHelp: '回来时再扫一次凭条就能继续。',
  },

  practice: {
    title: '练习票 · 不发出、不计票',
    mark: '练习',
    row: (number) => `练习用部门 ${'一二三四五'.charAt(number - 1)}`,
    end: '结束练习',
    finished: '练习完成',
    finishedHelp: '正式投票也是这样：每个部门点一下，可以改，最后核对、提交。练习时点的不会保留。',
  },

  ballot: {
    progress: (marked, all) => `已评 ${marked}/${all}`,
    previous: '上一页',
    next: '下一页',
    pages: (number, of) => `第 ${number}/${of} 页`,
    asList: '列表',
    asPages: '分页',
    blank: '弃权',
    toReview: '去核对',
    rowLabel: (number, department) => `第 ${number} 项，${department}`,
    chosen: '已选',
  },

  missing: {
    title: (rows) => `还有 ${rows} 个部门没有评`,
    what: '每个部门都要评，才能提交。',
    whatBlank: '每个部门都要评，或者选“弃权”，才能提交。',
    goTo: '去评',
    abstainRest: (rows) => `这 ${rows} 个部门都弃权`,
    back: '回到选票',
  },

  review: {
    encrypting: '正在加密…',
    title: '请核对',
    code: '这张票的查票码',
    codeHelp: '票已经加密。只有您知道这个码是您的。',
    marks: '您的选择',
    hide: '遮住选择',
    show: '显示选择',
    hidden: '选择已遮住。',
    change: '修改',
    test: '检验',
    submit: '提交',
    sureTitle: '确定提交吗？',
    sure: '提交以后不能再改，每人只能提交一次。',
    sureYes: '确定提交',
    sureNo: '再看看',
    testTitle: '检验这张票',
    testHelp: [
      '检验是为了证明平板没有改动您的选择。被检验的票作废，绝不会投出；之后您再投正式的一张。',
      '先用另一台设备打开 /challenge/ 页，扫下面这张票的查票码，然后再按“打开检验”。',
      '打开后，那台设备会看到这张票上的选择。不想让人看见，可以先随便改几项再检验。',
    ],
    testYes: '打开检验',
  },

  tested: {
    title: '检验票 · 已作废，不会投出',
    what: '请用刚才扫过查票码的那台设备，再扫这个二维码。它会重新计算，告诉您这张票里是什么。',
    steps: [
      '那台设备显示的选择，应与您刚才选的完全一样。',
      '检验完，按“回到选票”，再提交正式的一张。',
    ],
    qr: '检验用二维码，含这张作废票的选择',
    back: '回到选票',
  },

  sending: {
    sealing: '正在密封…',
    title: '您的票已密封',
    what: (seconds) => `会在 ${seconds} 秒内的某一刻自动发出，这样没有人能按时间猜出是谁的票。`,
    kept: '请不要关闭本页，不用做任何事。',
    offline: '网络中断。您的票已密封保存在这台平板上，网络恢复后会自动发出，不用做任何事。',
  },

  accepted: {
    title: '您的票已收到',
    foundTitle: '您的票已计入公开记录',
    code: '您的查票码',
    photo: '请用手机拍下，或抄下来。',
    counted: '已计入公开记录',
    notYet: '正在等待随下一批票一起计入公开记录。您不必等。',
    later: (address) => `随时可以在 ${address} 用这个码查。`,
    done: '完成，清空屏幕',
    clears: (seconds) => `${seconds} 秒后自动清空`,
    abortedTitle: '本次投票已经中止',
    aborted:
      '您的票不会计入，也没有人会打开它。原因见大屏幕。请按“完成”，留在座位上，听主持人安排。',
    cleared: '谢谢。屏幕已清空，可以把平板交给下一位。',
  },

  help: {
    button: '求助',
    title: '求助',
    covered: '您的选择已经遮住，现在可以请工作人员过来。',
    points: [
      '每个部门点一个按钮，点别的按钮就是修改。提交以前随时可以改。',
      '字太小，按屏幕上方的“A+”。',
      '工作人员可以讲解怎么操作，但不需要、也不应该看您的选择。',
    ],
    back: '回到我的页面',
  },

  stop: {
    'other-session': {
      title: '这张凭条不是本次会议的',
      what: '凭条上的会议和这里的会议不一样。',
      next: '请找出本次会议的凭条；没有的话，请到签到处领取。',
    },
    'unknown-slip': {
      title: '名册上没有这张凭条',
      what: '代码本身没有输错，但本次会议的名册里没有它。',
      next: '请拿着凭条到签到处核对。',
    },
    'replaced-slip': {
      title: '这张凭条已经换过新的',
      what: '旧凭条已经作废。',
      next: '请用后来领到的新凭条；没有的话，请到签到处。',
    },
    'other-tablet': {
      title: '这张凭条已在别处签到',
      what: '每张凭条只能在一台平板上用。',
      next: '请回到您第一次签到的那台平板，再扫一次凭条就能继续。那台平板找不到了，请告诉工作人员。',
    },
    'other-page': {
      title: '这张凭条正在本机的另一个页面里使用',
      what: '同一台平板上开了两个页面。',
      next: '请关掉其中一个页面，再扫一次凭条。',
    },
    late: {
      title: '签到已经结束',
      what: '投票已经开始，现在不能再签到了。',
      next: '请告诉工作人员，由主持人决定如何处理。',
    },
    'closed-before': {
      title: '投票已经结束',
      what: '主持人宣布结束时，您还没有提交，所以没有投出任何票。',
      next: '请告诉工作人员。您已签到而未交票，统计中列为“未交”。',
    },
    'closed-in-flight': {
      title: '您的票没有赶上',
      what: '票已密封，但在投票结束前没有送到。核对过公开记录，里面没有这张票。',
      next: '请告诉工作人员。这张票不会再被计入，统计中列为“未交”。',
    },
    voted: {
      title: '这张凭条已经投过票',
      what: '票已收到，每人只投一次。',
      next: '想知道是否已计入，请打开 /code/ 页，输入您拍下的查票码。',
    },
    'token-refused': {
      title: '签票人没有认可这张票的凭证',
      what: '票没有被接收。您的票仍保存在这台平板上。',
      next: '请告诉工作人员，不要在别的平板上再试。',
    },
    'token-spent': {
      title: '这张凭条的票已经用过',
      what: '票箱里已有用同一凭证投的另一张票，以先到的为准。',
      next: '请立即告诉监票人。',
    },
    aborted: {
      title: '本次投票已经中止',
      what: '主持人中止了本次投票，原因见大屏幕。没有任何结果。如果您已经选了，没有人看得到，也不会计入。',
      next: '平板上不用再做什么。请留在座位上，听主持人安排。',
    },
    storage: {
      title: '这台平板上保存的内容读不出来',
      what: '不能确定以前做到哪一步，所以不再继续，以免重复。',
      next: '请告诉工作人员。',
    },
    'log-broken': {
      title: '会议记录核验不通过',
      what: '服务器给出的记录与签名不符。请不要在这里投票。',
      next: '请立即告诉监票人，并出示本页。',
    },
    fault: {
      title: '出了意外的差错',
      what: '已经做的都保存着，不会重复投票。',
      next: '请再扫一次凭条；还是不行，请告诉工作人员。',
    },
  },
  detail: '给工作人员看的说明',
  backToStart: '回到开始页',
};
