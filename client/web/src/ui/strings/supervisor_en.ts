// The supervisor's page in English.
import type { Sitting } from '../../official/sitting';
import type { Duty, SigningObstacle } from '../../pages/supervisor/duties';
import { denominatorName, formulas, nameIn } from '../../result/words';
import type { SupervisorStrings } from './supervisor';

const items: SupervisorStrings['items'] = {
  checkpoint: 'Signature of the log on its checkpoint',
  quorum: 'Cosignatures of the witnesses',
  root: 'Root recomputed from all entries',
  entries: 'Every entry can be read',
  manifest: 'Manifest and roster',
  fingerprint: 'Fingerprint given by hand',
  order: 'Entries in legal order',
  signatures: 'Signatures of the officials',
  ceremony: 'Key ceremony',
  requests: 'Check-in of the deputies',
  opening: 'Opening of the vote',
  ballots: 'Proof of every ballot',
  'ballot-count': 'No more ballots than tokens',
  close: 'Close of the vote',
  'token-audit': 'Audit of the tokens',
  'tally-shares': 'Shares of the decryption',
  counts: 'Counts and their sums',
  announcement: 'Announced what was counted',
  attestations: 'Statements of the scrutineers',
};

function settings(sitting: Sitting): readonly (readonly [string, string])[] {
  const { rules } = sitting;
  return [
    ['Meeting', nameIn(rules.title, 'en')],
    ['Evaluated year', String(rules.evaluatedYear)],
    ['Date of the meeting', rules.meetingDate],
    ['Place', rules.place],
    ['Departments', String(rules.contests.length)],
    ['Levels', rules.levels.map((level) => nameIn(level.name, 'en')).join(', ')],
    ['May a row be left blank', rules.blankAllowed ? 'yes' : 'no, every row must be graded'],
    ['Entitled', `${sitting.entitled} deputies`],
    ['Quorum', sitting.meetingQuorum === 0 ? 'none asked for' : String(sitting.meetingQuorum)],
    ['Not opened with fewer than', `${sitting.minVoters} deputies`],
    ['Not decrypted with fewer than', `${sitting.minBallots} ballots`],
    ['To open the totals', `${sitting.ceremony.trustees.threshold} trustees`],
    ['To issue a token', `${sitting.issuerThreshold} issuers`],
    ['Rates are divided by', denominatorName(rules.counting.denominator, 'en')],
    ...formulas(rules, null, 'en').map((line): [string, string] => ['Rule', line]),
  ];
}

function obstacle(reason: SigningObstacle): string {
  switch (reason.kind) {
    case 'no-slip':
      return 'Scan or type your own slip first.';
    case 'not-scrutineer':
      return "This slip is not a scrutineer's: it cannot sign statements.";
    case 'checking':
      return 'This page has not yet verified every entry of the log. One moment.';
    case 'failed':
      return `This page's verification found something wrong: ${items[reason.item]}. Do not sign; object.`;
    case 'fingerprint':
      return "You have not compared the session's fingerprint yet.";
    case 'open-item':
      return `"${items[reason.item]}" has not been checked yet.`;
    case 'witnesses':
      return 'Too few witnesses stand behind the newest entries yet; this takes a moment.';
    case 'keys':
      return 'The key ceremony is not complete.';
    case 'opened':
      return 'The vote has been opened: a zero check can no longer be signed.';
    case 'no-result':
      return 'There is no result yet.';
    case 'aborted':
      return 'The session was aborted.';
    case 'no-tree':
      return 'This page has no log yet that witnesses stand behind. If its verification fails, object in person or in writing.';
    case 'no-text':
      return 'Say what you object to.';
    case 'long-text':
      return `The text is too long (${reason.bytes} bytes; at most 4,000).`;
  }
}

const WAITS: Readonly<Record<Sitting['phase'], string>> = {
  ceremony: "The trustees' and issuers' laptops are still making the keys.",
  'check-in': 'Your zero check stands. Deputies check in; the chair will open the vote.',
  voting: 'The vote is open. This page verifies ballots as they come.',
  closing: 'The chair has called the end; sealed ballots still arrive.',
  closed: 'The vote is closed; the issuers audit the tokens.',
  audited: 'The trustees open the totals together.',
  tallied: 'You have signed. The chair will announce the result.',
  announced: 'The sitting is over.',
  aborted: 'The session was aborted.',
};

function duty(next: Duty): string {
  switch (next.kind) {
    case 'compare':
      return 'Compare the fingerprint under "Zero check" with your printed copy, group by group.';
    case 'slip':
      return 'Scan or type your own slip under "My statements".';
    case 'sign':
      return next.statement === 'zero-check'
        ? 'The box is empty and the keys are made: sign the zero check under "My statements".'
        : 'There is a result and this page has verified it: sign "verified" under "My statements".';
    case 'failed':
      return 'This page\'s verification fails. Tell the chair at once, and object under "My statements".';
    case 'wait':
      return WAITS[next.phase];
    case 'ready':
      return 'The keys are made and the box is empty. The chair will begin the check-in.';
    case 'over':
      return 'The sitting is over and nothing is left for you to do. You may print this page.';
  }
}

export const supervisorEn: SupervisorStrings = {
  pageTitle: 'Supervisor',
  loading: 'Reading the record of the session…',
  offline: 'The network is down; connecting again… (What was verified stays verified.)',
  online: 'Connected',
  broken: 'This page cannot go on:',
  phases: {
    ceremony: 'Key ceremony',
    'check-in': 'Check-in',
    voting: 'Voting',
    closing: 'Closing',
    closed: 'Closed',
    audited: 'Audited',
    tallied: 'Tallied',
    announced: 'Announced',
    aborted: 'Aborted',
  },
  phase: 'Phase',
  entitled: 'Entitled',
  presentCount: 'Present',
  issued: 'Issued',
  returned: 'Returned',
  notReturned: 'Not returned',
  inSteps:
    'Ballots enter the log in batches; the log has no times and shows no order of arrival. ' +
    '"Issued" is the server\'s word during the check-in; everything else was computed by this page from the log.',
  contents: 'On this page',
  print: 'Print',
  printed: "Supervisor's verification report",
  resultHeading: 'Result',
  resultNotYet: 'There is no result yet. It appears here once it is counted.',
  resultBeforeAnnounced: 'The chair has not announced this result: keep it to yourself.',
  resultWithheld: (ballots) =>
    `Only ${ballots} valid ballots, fewer than the rules' least number: nothing was decrypted, there are no counts.`,
  resultUnverified: 'This page has not verified the result: no counts are shown.',
  sheetLink: 'Result sheet',
  aborted: (reason) => `The session was aborted${reason === '' ? '.' : `: ${reason}`}`,

  checkHeading: "This page's own verification",
  checkWhat:
    "This page verifies every entry with a program of its own and believes none of the server's conclusions.",
  standing: {
    empty: 'Waiting for the log',
    busy: 'Verifying',
    good: 'Everything so far is verified',
    bad: 'Verification fails',
  },
  standingMeaning: {
    empty: 'No entry has come yet.',
    busy: 'New entries are verified in the background; go on reading.',
    good: 'Every entry up to now has been verified.',
    bad: 'The record holds something that must not be there. It cannot be relied on.',
  },
  entriesChecked: (done, of) => `Entries verified: ${done} of ${of}`,
  ballotsChecked: (done, of) => `Ballots verified: ${done} of ${of}`,
  firstFailure: 'First failure',
  behindQuorum: (entries) => `${entries} newest entries wait for the witnesses.`,

  zeroHeading: 'Zero check',
  zeroEmpty: 'There is no ballot in the log: the box is empty.',
  zeroNotYet: 'The key ceremony is not complete.',
  zeroBallots: (count) =>
    `Ballots in the log now: ${count}. A zero check can only be signed before the opening.`,
  zeroSteps:
    'Before the opening, see three things: the box is empty; the fingerprint is the printed one; your own key is on the list.',
  fingerprint: 'Fingerprint of the session (settings and rules)',
  fingerprintHow:
    'Compare it, group by group, with the printed copy that you were given before the meeting, or type the printed one below.',
  fingerprintLabel: 'The fingerprint on your printed copy',
  fingerprintSame: 'I compared every group: they are the same',
  fingerprintTyped: 'Compare what was typed',
  fingerprintDiffers:
    'What you typed is not the fingerprint of this record! Look at your copy again; if it is right, this is not your session.',
  fingerprintGiven: 'The fingerprint is the same.',
  fingerprintUndo: 'Compare again',
  compare: 'Compare',
  keyId: 'Fingerprint of the keys (counting and issuing)',
  keyIdPending: 'Shown once the key ceremony is complete',
  rosterHash: 'Fingerprint of the roster',
  logKey: 'Key of the log',
  settingsHeading: 'Settings of the session',
  settings,

  peopleHeading: 'People, keys and statements',
  roles: {
    chair: 'Chair',
    scrutineer: 'Scrutineer',
    trustee: 'Trustee',
    issuer: 'Issuer',
    witness: 'Witness',
  },
  person: 'Name',
  rolesHead: 'Roles',
  presence: 'Laptop',
  present: 'Connected',
  absent: 'Not connected',
  presenceUnknown: 'None needed',
  presenceSource: "Who is connected is the server's word and no part of this page's verification.",
  signingKey: 'Signing key',
  ownKey: 'This is you',
  ownKeyWhy:
    'Compare your key with the one that you got when you enrolled. Once your slip is in, your row is marked.',
  signedZero: 'Zero check',
  signedVerified: 'Verified',
  statements: 'Signed',
  nothingSigned: 'Nothing',
  objections: 'Objections',
  noObjections: 'No objections.',

  logHeading: 'The log',
  logWhat:
    'The log only grows, and has no times. Ballots are drawn at random into batches, each sorted by content: nothing shows who came first.',
  kinds: {
    manifest: 'Settings of the session',
    dkg_commit: 'Key ceremony: commitment',
    dkg_message: 'Key ceremony: shares',
    dkg_confirm: 'Key ceremony: confirmation',
    dkg_complaint: 'Key ceremony: complaint',
    active_set: 'Issuers in use',
    reissue: 'New slip for a deputy',
    token_request: 'Check-in',
    open: 'Opening of the vote',
    ballot: 'Ballot',
    closing: 'End of the vote called',
    close: 'Close of the vote',
    audit_share: 'Share of the token audit',
    tally_share: 'Share of the decryption',
    result: 'Result',
    zero_check: 'Zero check',
    verified: 'Verified',
    objection: 'Objection',
    announce: 'Announcement',
    abort: 'Abort',
  },
  leaf: 'Entry',
  entryHead: 'What it says',
  checkedHead: 'This page',
  entryChecked: '✓ Verified',
  entryWaits: '… Verifying',
  entryOdd: 'Note',
  showing: (from, to, of) => `Entries ${from} to ${to}; there are ${of}, counted from 0`,
  newest: 'Newest',
  older: 'Older',
  newer: 'Newer',

  verdictHeading: 'Verdict, item by item (19)',
  items,
  itemHead: 'Item',
  resultHead: 'Verdict',
  foundHead: 'What was found',
  pass: '✓ Pass',
  fail: '✕ Fail',
  notChecked: '— Not checked',
  overallPass: 'All 19 items pass.',
  overallFail: 'FAIL. This record cannot be relied on.',
  overallOpen: (item) => `No verdict yet: "${item}" has not been checked.`,
  rehearsalVerdict: '(A rehearsal, not the vote)',
  voidBallots: (count) => `Void ballots, listed and not counted: ${count}`,
  root: 'Root of the log',
  checkpoint: 'Fingerprint of the checkpoint',
  treeSize: (size) => `${size} entries`,

  lookupHeading: "Look up a deputy's tracking code",
  lookupWhat:
    'Deputies may ask you: type the tracking code of a receipt and see whether that ballot is in the log. This happens on your machine; nothing is sent to the server.',
  lookupLabel: 'Tracking code (XXXX-XXXX-XXXX-XXXX)',
  lookupButton: 'Look up',
  lookupMalformed: 'A tracking code has 16 letters and digits. Please check it.',
  lookupFound: (leaf) => `Found: this ballot is entry ${leaf} of the log, verified and counted.`,
  lookupUnjudged: (leaf) =>
    `Found: this ballot is entry ${leaf} of the log. This page is still verifying it; look again soon.`,
  lookupVoid: (leaf) => `Entry ${leaf} of the log is this ballot, but it is void and not counted.`,
  lookupWaits: 'Not found yet. Ballots enter the log in batches: look again after the close.',
  lookupMissing:
    'There is no such ballot in the log. If the code is right, ask for the receipt and object.',
  challengeHeading: 'Challenge checker',
  challengeWhat:
    'When a deputy tests a ballot instead of submitting it, another device encrypts it again and compares: did the tablet encrypt what was chosen?',
  challengeLink: 'Open the checker',

  signHeading: 'My statements',
  signedInAs: (name) => `Signing as: ${name}`,
  notScrutineer: 'This slip belongs to this session, but not to a scrutineer.',
  slipWhy:
    "You sign with your own slip. The key is in this page's memory only: not stored, not sent, gone when you leave.",
  slipLabel: 'Code of your slip (XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XX)',
  slipShow: 'Show',
  slipUse: 'Use',
  slipScan: 'Scan the slip',
  slipScanStop: 'Stop scanning',
  slipRefused: 'This is no slip of an official of this session, or it was mistyped.',
  slipForget: 'Remove my slip',
  statementsOf: { 'zero-check': 'Zero check', verified: 'Verified', objection: 'Objection' },
  meaning: {
    'zero-check':
      'You state: before the opening I saw no ballot in the log; the fingerprint and my own key are right.',
    verified:
      'You state: this page verified every ballot, token and share, and the counts are those of the log.',
    objection: 'An objection stands in the log for everybody to read. It stops nothing by itself.',
  },
  question: {
    'zero-check': 'Sign the zero check now? It enters the log and cannot be taken back.',
    verified: 'Sign "verified" now? It enters the log and cannot be taken back.',
    objection: 'Put this objection into the log now? It cannot be taken back.',
  },
  signedAlready: {
    'zero-check': 'You have signed the zero check; it stands in the log.',
    verified: 'You have signed "verified"; it stands in the log.',
    objection: 'Your objection stands in the log.',
  },
  obstacle,
  refusedBecause: 'It cannot be signed now:',
  signsOver: (size, root) => `You sign over the first ${size} entries, root ${root}`,
  goThere: 'Go there',
  objectionLabel: 'What you object to',
  objectionHint: 'Say what you saw. Name no deputy and no choice.',
  sign: 'Sign',
  cancel: 'Cancel',
  signing: 'Writing it into the log…',
  done: 'It stands in the log.',
  failed: 'This did not succeed:',
  duty,
  nextHeading: 'What you do next',
};
