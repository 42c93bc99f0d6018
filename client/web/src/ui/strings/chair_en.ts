// The chair's page in English.
import { notReturned, resultScript, type Sitting } from '../../official/sitting';
import type { Wait } from '../../official/waits';
import type { ScriptPart } from '../../pages/chair/script';
import type { Caution, Obstacle } from '../../pages/chair/steps';
import { abortedScript } from '../../result/script';
import { nameIn } from '../../result/words';
import type { ChairStrings } from './chair';

const levels = (sitting: Sitting): string =>
  sitting.rules.levels.map((level) => nameIn(level.name, 'en')).join(', ');

function phaseMeaning(sitting: Sitting): string {
  switch (sitting.phase) {
    case 'ceremony':
      return sitting.ceremony.stage === 'complete'
        ? 'The keys are made and the box is empty. The scrutineers can do the zero check now.'
        : "The key holders' computers are making the keys together. You need not do anything.";
    case 'check-in':
      return 'Deputies scan their slips and each receives one voting token.';
    case 'voting':
      return 'Deputies are voting. Ballots enter the log in batches, so the number returned moves in steps.';
    case 'closing':
      return 'No new ballots are taken; those sealed before still arrive.';
    case 'closed':
      return "The vote is closed. The issuers' computers are auditing all tokens by themselves.";
    case 'audited':
      return "The tokens are in order. The key holders' computers verify the log and open the totals together.";
    case 'tallied':
      return 'The result is in the log. The hall screen does not show it until you announce it.';
    case 'announced':
      return 'The result is announced and on the hall screen.';
    case 'aborted':
      return 'This session was aborted. There is no result.';
  }
}

function obstacle(reason: Obstacle): string {
  switch (reason.kind) {
    case 'signed-out':
      return `This page does not have the chair's slip yet: scan or type it under "Chair's signature".`;
    case 'offline':
      return 'The server is out of reach; go on when it is back.';
    case 'ceremony':
      return 'The keys are not complete; below stands who is awaited.';
    case 'issuers':
      return `Only ${reason.have} issuers are connected; at least ${reason.need} are needed. Ask them to start their programs.`;
    case 'meeting-quorum':
      return `${reason.have} are present, the quorum is ${reason.need}: ${reason.need - reason.have} more are needed.`;
    case 'min-voters':
      return `${reason.have} are present; a vote of fewer than ${reason.need} would not be secret. Vote another way.`;
    case 'witnesses':
      return 'The witnesses have not signed the newest entries yet; it usually takes a second or two.';
    case 'box':
      return 'The box still waits for ballots that were sealed before.';
    case 'checking':
      return `This page is verifying the ballots one by one: ${reason.checked} of ${reason.of}.`;
  }
}

function caution(note: Caution): string {
  switch (note.kind) {
    case 'zero-checks':
      return `Zero check: signed by ${note.have} of ${note.of} scrutineers.`;
    case 'heads':
      return `Have the heads in the hall counted first: they should be the ${note.checkedIn} present. If not, find out why.`;
    case 'not-issued':
      return `The tokens of ${note.count} deputies are not complete yet; wait a moment.`;
    case 'active-absent':
      return `Issuers in use are not connected: ${note.names.join(', ')}. You can replace them.`;
    case 'not-returned':
      return `${note.count} are not in the log; some of these may be submitted and waiting for their batch.`;
    case 'unverified':
      return `${note.have} of ${note.of} scrutineers have signed that their own verification agrees. You may wait for more.`;
    case 'objections':
      return `There are ${note.count} objections in the log. Read them first.`;
  }
}

function wait(waiting: Wait): string {
  const progress = `${waiting.have} of ${waiting.need}`;
  switch (waiting.kind) {
    case 'ceremony-commit':
      return `Making the keys, step 1 (commitments): ${progress}`;
    case 'ceremony-message':
      return `Making the keys, step 2 (shares): ${progress}`;
    case 'ceremony-confirm':
      return `Making the keys, step 3 (confirmations): ${progress}`;
    case 'casting':
      return `Taking ballots needs ${waiting.need} issuers connected; there are ${waiting.have}. Ballots wait, and none is lost`;
    case 'box':
      return `Sealed ballots are arriving: ${waiting.have} returned, ${waiting.need} issued`;
    case 'audit':
      return `Token audit: ${waiting.have} issuers are done, ${waiting.need} are needed`;
    case 'tally':
      return `Opening the totals: ${waiting.have} key holders are done, ${waiting.need} are needed`;
    case 'counting':
      return 'There are enough shares; the counts are being found';
    case 'witnesses':
      return `Witnesses connected: ${progress}; the newest entries lack their signatures`;
  }
}

function script(part: ScriptPart, sitting: Sitting): string[] {
  switch (part) {
    case 'zero-check':
      return [
        'We now do the zero check.',
        `Will the scrutineers please see that the log holds no ballot, and that the fingerprint begins with ${sitting.fingerprint.slice(0, 8)} as on your papers.`,
        'Those who agree please sign on their own computers.',
      ];
    case 'check-in':
      return [
        'Deputies, please check in.',
        'Scan your slip with the tablet before you, or type its code. One slip each; nobody may check in for another. Then please wait.',
      ];
    case 'opening':
      return [
        'I report the attendance.',
        `${sitting.entitled} are entitled, ${sitting.checkedIn} are present${sitting.meetingQuorum > 0 ? `; the quorum of ${sitting.meetingQuorum} is reached` : ''}.`,
        'Will the staff please count the heads. The count agrees with the check-in; we may vote.',
      ];
    case 'start':
      return [
        `The vote on ${sitting.rules.contests.length} departments begins.`,
        `For each choose one of: ${levels(sitting)}${sitting.rules.blankAllowed ? '; you may abstain' : ''}. When all are chosen, review them and press "Submit". Afterwards nothing can be changed.`,
        'The vote is secret: nobody can see what you chose. Whoever needs help, please raise a hand.',
      ];
    case 'last-call':
      return [
        'Whoever has not submitted, please do so now.',
        'Is anybody not finished? … Nobody. The vote ends.',
      ];
    case 'closing':
      return ['The vote has ended. We wait for all submitted ballots to arrive.'];
    case 'returned':
      return [
        `${sitting.issued} ballots were issued, ${sitting.returned} came back, ${notReturned(sitting)} did not. ${sitting.returned <= sitting.issued ? 'No more came back than were issued; the vote is valid.' : 'More came back than were issued; scrutineers, please see to it.'}`,
        sitting.outcome === undefined
          ? 'The key holders are counting together. Please wait.'
          : 'The count is complete. I announce the result; please look at the screen.',
      ];
    case 'result':
      return resultScript(sitting, 'en');
    case 'end':
      return [
        `${sitting.verified.length} of ${sitting.people.filter((p) => p.roles.includes('scrutineer')).length} scrutineers have verified this result themselves and signed.`,
        'The whole log is public; anybody can verify it.',
        'This ends the vote. Thank you.',
      ];
    case 'aborted':
      return abortedScript(sitting.rules, sitting.abortReason ?? '', 'en');
  }
}

export const chairEn: ChairStrings = {
  pageTitle: 'Chair',
  comma: ', ',
  colon: ': ',
  loading: 'Reading the log…',
  offline:
    'The connection to the server is lost and will come back by itself; until then this page shows how things stood.',
  broken:
    'The log did not pass verification, and this page shows no numbers any more. Halt the meeting and call the scrutineers.',

  entitled: 'Entitled',
  present: 'Present',
  quorum: 'Quorum',
  quorumNone: 'none asked for',
  quorumReached: 'reached',
  quorumMissing: (count) => `${count} more`,
  issued: 'Issued',
  returned: 'Returned',
  notReturned: 'Not returned',
  outstanding: 'Still out',
  notAbstained: 'Not returned is not an abstention.',
  inSteps: 'moves in steps',
  numbersHeading: 'People and ballots',
  reconciled: (sitting, missing) =>
    `Returned ${sitting.returned} + ${missing.toLowerCase()} ${notReturned(sitting)} = issued ${sitting.issued}; issued is not above present ${sitting.checkedIn}, present not above entitled ${sitting.entitled}.`,
  notReconciled: 'These numbers do not add up. Stop here and call the scrutineers.',

  phases: {
    ceremony: 'Preparing',
    'check-in': 'Check-in',
    voting: 'The vote is open',
    closing: 'The vote is ending',
    closed: 'Closed; token audit',
    audited: 'Counting',
    tallied: 'Result ready, not announced',
    announced: 'Announced',
    aborted: 'Aborted',
  },
  phaseMeaning,
  nextHeading: 'Next step',
  nothingToDo: 'There is nothing to do; it goes on by itself.',
  over: 'The vote is over.',
  steps: {
    'check-in': {
      button: 'Begin the check-in',
      meaning: () =>
        'Deputies can scan their slips. The issuers who are connected now give each one a token that does not tell who holds it.',
      question: () => 'Begin the check-in now?',
    },
    open: {
      button: 'Open the vote',
      meaning: (sitting) =>
        `Writes into the log that ${sitting.checkedIn} are present; the ballot appears on the tablets. ${sitting.lateCheckIn ? 'Late deputies can still check in.' : 'The check-in ends with it.'}`,
      question: (sitting) =>
        `${sitting.entitled} entitled, ${sitting.checkedIn} present. Open the vote now?`,
    },
    closing: {
      button: 'End the vote',
      meaning: (sitting) =>
        `Tablets can submit no more. What is submitted arrives within ${sitting.sendWindowSeconds + 2} seconds; then the box closes, and audit and count follow by themselves.`,
      question: () => 'Have all who want to vote submitted? An ended vote cannot be opened again.',
    },
    close: {
      button: 'Close the box',
      meaning: () =>
        'The box takes no more. You sign that the ballots in the log are all; audit and count follow by themselves.',
      question: () => 'Sign and close the box?',
    },
    announce: {
      button: 'Announce the result',
      meaning: () => "From now on the hall screen and all pages show each department's votes.",
      question: () => 'Announce the result to the hall now?',
    },
  },
  refusedBecause: 'Not possible yet, because:',
  obstacle,
  cautionHeading: 'Please note',
  caution,
  waitHeading: 'What it waits for',
  wait,
  headsCompared: (checkedIn) => `The heads were counted and are the ${checkedIn} present`,
  confirm: 'Yes',
  cancel: 'Not yet',
  working: {
    sign: 'Signing and writing into the log…',
    box: 'The vote has ended; waiting for sealed ballots to arrive…',
    quorum: "In the log; waiting for the witnesses' signatures…",
  },
  failed: 'Not done',

  keyHeading: "Chair's signature",
  keyIn: (name) =>
    `Signed in: ${name}. The key is only in this page's memory and is gone when the page closes.`,
  keyWhy:
    "Every step is signed with the chair's own slip and logged in public. There is no password and no administrator.",
  keyLabel: "Code of the chair's slip",
  keyHint: '27 symbols, as XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XX',
  keyUse: 'Use it',
  keyForget: 'Sign out and erase the key',
  keyOtherDesk:
    'Another computer can take over: type the same code there, and go on from where the log stands.',
  keyScan: 'Scan',
  keyScanStop: 'Stop scanning',
  keyNotChair: "This slip is not that of this session's chair. Is it another person's?",
  keyMalformed: "This is not a slip's code; look for a mistyped symbol.",

  scriptHeading: 'To read aloud',
  scriptOthers: 'Other parts',
  scriptNothing: 'There is nothing to read just now.',
  scriptLater: 'Its numbers are not known yet.',
  scriptTitles: {
    'zero-check': 'Zero check',
    'check-in': 'Check-in',
    opening: 'Attendance',
    start: 'The vote begins',
    'last-call': 'Before the vote ends',
    closing: 'Waiting for ballots',
    returned: 'Issued and returned',
    result: 'The result',
    end: 'The end',
    aborted: 'Aborted',
  },
  script,

  officialsHeading: 'People',
  roles: {
    chair: 'chair',
    scrutineer: 'scrutineer',
    trustee: 'key holder',
    issuer: 'issuer',
    witness: 'witness',
  },
  here: 'connected',
  away: 'not connected',
  neededNow: 'awaited now',
  noProgram: 'signs with a slip, need not be connected',
  zeroChecked: 'signed the zero check',
  verifiedIt: 'signed "verified"',
  inUse: 'issuing',
  zeroCheckedBy: (have, of) => `Zero check: signed by ${have} of ${of} scrutineers`,

  resultHeading: 'Result',
  resultConfidential: 'Let nobody see this page before the announcement.',
  resultTable: 'Votes by department',
  resultShow: 'Show the result',
  resultHide: 'Hide the result',
  resultWithheld: (sitting) =>
    `${sitting.outcome?.ballots ?? 0} valid ballots, fewer than ${sitting.minBallots}: not counted, to keep them secret.${sitting.phase === 'announced' ? '' : ' You can still announce this.'}`,
  resultChecked: (ballots) =>
    `This page itself has verified the whole log and ${ballots} ballots; the counts agree.`,
  department: 'Department',
  sum: 'Sum',
  blank: 'Abstained',
  verifiedBy: (have, of) => `${have} of ${of} scrutineers verified it themselves and signed`,
  objections: 'Objections',
  sheetLink: 'Result sheet (print and sign)',
  screenLink: 'Hall screen',
  remoteHeading: 'Turn the hall screen',
  remoteHelp:
    'Works where the screen is a window opened from this page, on a second display. On another computer the screen turns by itself, or by arrow keys and a presenter.',
  remote: { previous: 'Previous', hold: 'Hold or go on', next: 'Next', near: 'Nine or all' },

  replaceIssuers: 'Replace the issuers',
  replaceIssuersMeaning:
    'Uses the issuers who are connected now. Tablets that checked in fetch what they miss by themselves.',
  issuersChoice: 'Issuers to use',
  moreHeading: 'Rarely needed',
  reissueHeading: 'New slip for a deputy',
  reissueText:
    'A slip that was lost before its deputy checked in can be replaced. The new one must be printed: have the office run pingyi roster reissue on your computer and sign there with your slip.',
  abortHeading: 'Abort the session',
  abortMeaning:
    'There will be no result, and no way back; a repeat is a new session. The reason is logged in public.',
  abortReason: 'Reason',
  abortWord: 'abort',
  abortType: (word) => `Type "${word}" here`,
  abortButton: 'Abort the session',
  abortTooLate: 'There is a result; the session can no longer be aborted.',
  abortedBecause: (reason) => `Reason: ${reason}`,

  recordHeading: 'Public log',
  fingerprint: 'Fingerprint of the session',
  root: 'Root of the log',
  leaves: (size, quorum) => `${size} entries, witnesses stand behind ${quorum}`,
};
