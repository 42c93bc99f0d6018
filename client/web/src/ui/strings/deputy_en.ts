// The deputy's page in English.
import type { DeputyStrings } from './deputy.ts';

const NUMBERS = ['one', 'two', 'three', 'four', 'five'];

export const deputyEn: DeputyStrings = {
  title: 'Voting',
  starting: 'Checking the session…',
  startingHelp: 'This page is verifying the public record of the session.',
  offline: 'The network is down; connecting again…',
  offlineKept: 'Everything is kept encrypted on this tablet. Please stay on this page.',
  dead: 'Something went wrong on this page',
  deadHelp:
    'Press the button to open it again, then scan your slip once more. Nothing is lost and nothing is sent twice.',
  reload: 'Open again',

  slip: {
    title: 'Please show your slip',
    scan: 'Scan with the camera',
    scanHelp: 'Hold the QR code of your slip before the camera.',
    scanPrompt: 'Bring the QR code of the slip into the frame',
    notASlip: 'That is not the QR code of a slip. Scan again, or type the code.',
    type: 'Type the code',
    typeHelp: 'It stands below the QR code: 27 symbols. Capitals and dashes do not matter.',
    label: 'Code of the slip',
    missing: (symbols) => `${symbols} more`,
    wrongSymbol: (group) =>
      `Group ${group} has a symbol that no slip has. Compare it with the slip.`,
    wrongCheck: 'The last symbol does not fit: one is mistyped. Compare group by group.',
    fits: 'The code is right',
    go: 'Continue',
    stopScan: 'Camera off',
    over: 'The voting of this session is over.',
    aborted: 'This vote was aborted; there is no result. Listen to the chair.',
  },

  fingerprint: {
    title: 'Compare the fingerprint',
    what: 'Look at the session fingerprint at the bottom of your slip. Is it exactly this?',
    agrees: 'The same: continue',
    differs: 'Not the same',
  },

  checkIn: {
    title: 'Checking in',
    what: 'A few seconds, please.',
    notYet: 'Check-in has not begun. This page checks you in by itself once it does.',
    long: "Waiting for the scrutineers' computers. Stay here; this page goes on by itself.",
  },

  waiting: {
    title: 'You are checked in',
    what: 'Please wait for the chair to open the vote. This page then becomes the ballot by itself.',
    steps: [
      'Check in',
      'Wait for the chair to open',
      'Grade each department',
      'Review and submit',
      'Keep your tracking code',
    ],
    stepsLabel: 'What happens',
    attendance: (entitled, present) => `${present} of ${entitled} deputies are checked in`,
    practice: 'Practise first',
    practiceHelp: 'A practice ballot is never sent and never counted.',
    away: 'Leave this tablet',
    awayHelp: 'Scan your slip again to go on.',
  },

  practice: {
    title: 'Practice · not sent, not counted',
    mark: 'Practice',
    row: (number) => `Practice department ${NUMBERS[number - 1] ?? number}`,
    end: 'End practice',
    finished: 'Practice is done',
    finishedHelp:
      'The vote works the same: one touch a department, change it if you like, then review and submit. What you marked here is not kept.',
  },

  ballot: {
    progress: (marked, all) => `${marked} of ${all} graded`,
    previous: 'Back',
    next: 'Next',
    pages: (number, of) => `page ${number} of ${of}`,
    asList: 'List',
    asPages: 'Pages',
    blank: 'Abstain',
    toReview: 'Review',
    rowLabel: (number, department) => `Item ${number}, ${department}`,
    chosen: 'chosen',
  },

  missing: {
    title: (rows) => (rows === 1 ? 'One department is missing' : `${rows} departments are missing`),
    what: 'Every department needs a grade before you can submit.',
    whatBlank: 'Every department needs a grade or an abstention before you can submit.',
    goTo: 'Grade',
    abstainRest: (rows) => `Abstain on ${rows === 1 ? 'this one' : `these ${rows}`}`,
    back: 'Back to the ballot',
  },

  review: {
    encrypting: 'Encrypting…',
    title: 'Please review',
    code: 'Tracking code of this ballot',
    codeHelp: 'The ballot is encrypted. Only you know that this code is yours.',
    marks: 'Your grades',
    hide: 'Cover my grades',
    show: 'Show my grades',
    hidden: 'Your grades are covered.',
    change: 'Change',
    test: 'Test',
    submit: 'Submit',
    sureTitle: 'Submit now?',
    sure: 'It cannot be changed afterwards, and there is only one.',
    sureYes: 'Submit',
    sureNo: 'Look again',
    testTitle: 'Test this ballot',
    testHelp: [
      'A test shows that the tablet did not change your grades. The tested ballot is void and never cast; you cast another one afterwards.',
      'First open the page /challenge/ on another device and scan the tracking code of this ballot there. Only then press "Open it".',
      'That device will see the grades on this ballot. If nobody is to see yours, change some first.',
    ],
    testYes: 'Open it',
  },

  tested: {
    title: 'Test ballot · void, never cast',
    what: 'Scan this with the device that scanned the tracking code. It computes everything again and says what the ballot holds.',
    steps: [
      'What that device shows must be exactly what you chose.',
      'Then go back to the ballot and submit the real one.',
    ],
    qr: 'QR code for the test; it holds the grades of this void ballot',
    back: 'Back to the ballot',
  },

  sending: {
    sealing: 'Sealing…',
    title: 'Your ballot is sealed',
    what: (seconds) =>
      `It is sent by itself at some moment of the next ${seconds} seconds, so that nobody can tell by the time whose it is.`,
    kept: 'Please leave this page open. There is nothing to do.',
    offline:
      'The network is down. Your sealed ballot is kept on this tablet and is sent by itself once the network is back.',
  },

  accepted: {
    title: 'Your ballot has arrived',
    foundTitle: 'Your ballot is counted in the log',
    code: 'Your tracking code',
    photo: 'Take a photograph of it, or write it down.',
    counted: 'Counted in the log',
    notYet: 'It enters the public log with the next batch. You need not wait.',
    later: (address) => `You can look it up at any time at ${address}.`,
    done: 'Done, clear the screen',
    clears: (seconds) => `Clears by itself in ${seconds} s`,
    abortedTitle: 'This vote was aborted',
    aborted:
      'Your ballot is not counted, and nobody will open it. The hall screen says why. Press "Done", stay seated and listen to the chair.',
    cleared: 'Thank you. The screen is clear for the next person.',
  },

  help: {
    button: 'Help',
    title: 'Help',
    covered: 'Your grades are covered. You can call the staff now.',
    points: [
      'Touch one button for each department; touch another one to change it, until you submit.',
      'If the type is too small, press "A+" at the top.',
      'The staff can explain how it works. They need not and should not see your grades.',
    ],
    back: 'Back to my page',
  },

  stop: {
    'other-session': {
      title: 'This slip is for another session',
      what: 'The session on the slip is not the one held here.',
      next: 'Look for the slip of this session, or get one at the check-in desk.',
    },
    'unknown-slip': {
      title: 'This slip is not on the roster',
      what: 'The code is typed right, but the roster of this session does not have it.',
      next: 'Take the slip to the check-in desk.',
    },
    'replaced-slip': {
      title: 'This slip has been replaced',
      what: 'The old one is void.',
      next: 'Use the new slip, or go to the check-in desk.',
    },
    'other-tablet': {
      title: 'This slip has checked in elsewhere',
      what: 'A slip works on one tablet only.',
      next: 'Go back to the tablet where you checked in and scan the slip there. If that tablet is lost, tell the staff.',
    },
    'other-page': {
      title: 'Another page of this tablet is using this slip',
      what: 'Two pages are open on one tablet.',
      next: 'Close one of them and scan the slip again.',
    },
    late: {
      title: 'Check-in has ended',
      what: 'The vote is open, and nobody can check in any more.',
      next: 'Tell the staff; the chair decides what happens.',
    },
    'closed-before': {
      title: 'The vote is closed',
      what: 'You had not submitted when the chair closed, so nothing was cast.',
      next: 'Tell the staff. You count as "not returned".',
    },
    'closed-in-flight': {
      title: 'Your ballot came too late',
      what: 'It was sealed but did not arrive before the close. The public record does not hold it.',
      next: 'Tell the staff. It will not be counted; you count as "not returned".',
    },
    voted: {
      title: 'This slip has voted',
      what: 'The ballot arrived. There is one for each deputy.',
      next: 'To see whether it is counted, open the page /code/ and enter your tracking code.',
    },
    'token-refused': {
      title: "The issuers did not confirm this ballot's token",
      what: 'The ballot was not taken. It is still kept on this tablet.',
      next: 'Tell the staff, and do not try on another tablet.',
    },
    'token-spent': {
      title: 'The token of this slip is spent',
      what: 'The box holds another ballot with the same token. The first one stands.',
      next: 'Tell a scrutineer at once.',
    },
    aborted: {
      title: 'This vote was aborted',
      what: 'The chair has ended it; the hall screen says why. There is no result. If you marked anything, nobody has seen it and it is not counted.',
      next: 'You need do nothing on the tablet. Stay seated and listen to the chair.',
    },
    storage: {
      title: 'What this tablet keeps cannot be read',
      what: 'It is not certain how far you had come, so nothing goes on.',
      next: 'Tell the staff.',
    },
    'log-broken': {
      title: 'The record of the session does not verify',
      what: 'What the server says does not fit the signatures. Do not vote here.',
      next: 'Tell a scrutineer at once, and show this page.',
    },
    fault: {
      title: 'Something unexpected went wrong',
      what: 'What you did is kept, and nothing is sent twice.',
      next: 'Scan your slip again. If that does not help, tell the staff.',
    },
  },
  detail: 'For the staff',
  backToStart: 'Back to the start',
};
