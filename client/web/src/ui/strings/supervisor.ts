// Everything that the supervisor's page says.
import type { EntryKind } from '../../log/entry';
import type { Item } from '../../log/words';
import type { PhaseName, RoleName, Sitting } from '../../official/sitting';
import type { Duty, SigningObstacle, StatementName } from '../../pages/supervisor/duties';
import type { Standing } from '../../pages/supervisor/model';
import type { Localized } from '../settings.svelte.ts';
import { supervisorEn } from './supervisor_en';
import { supervisorZh } from './supervisor_zh';

interface Checking {
  readonly checkHeading: string;
  readonly checkWhat: string;
  readonly standing: Readonly<Record<Standing, string>>;
  readonly standingMeaning: Readonly<Record<Standing, string>>;
  readonly entriesChecked: (done: number, of: number) => string;
  readonly ballotsChecked: (done: number, of: number) => string;
  readonly firstFailure: string;
  readonly behindQuorum: (entries: number) => string;
}

interface ZeroCheck {
  readonly zeroHeading: string;
  readonly zeroEmpty: string;
  readonly zeroNotYet: string;
  readonly zeroBallots: (count: number) => string;
  readonly zeroSteps: string;
  readonly fingerprint: string;
  readonly fingerprintHow: string;
  readonly fingerprintLabel: string;
  readonly fingerprintSame: string;
  readonly fingerprintTyped: string;
  readonly fingerprintDiffers: string;
  readonly fingerprintGiven: string;
  readonly fingerprintUndo: string;
  readonly compare: string;
  readonly keyId: string;
  readonly keyIdPending: string;
  readonly rosterHash: string;
  readonly logKey: string;
  readonly settingsHeading: string;
  readonly settings: (sitting: Sitting) => readonly (readonly [string, string])[];
}

interface People {
  readonly peopleHeading: string;
  readonly roles: Readonly<Record<RoleName, string>>;
  readonly person: string;
  readonly rolesHead: string;
  readonly presence: string;
  readonly present: string;
  readonly absent: string;
  readonly presenceUnknown: string;
  readonly presenceSource: string;
  readonly signingKey: string;
  readonly ownKey: string;
  readonly ownKeyWhy: string;
  readonly signedZero: string;
  readonly signedVerified: string;
  readonly statements: string;
  readonly nothingSigned: string;
  readonly objections: string;
  readonly noObjections: string;
}

interface Log {
  readonly logHeading: string;
  readonly logWhat: string;
  readonly kinds: Readonly<Record<EntryKind, string>>;
  readonly leaf: string;
  readonly entryHead: string;
  readonly checkedHead: string;
  readonly entryChecked: string;
  readonly entryWaits: string;
  readonly entryOdd: string;
  readonly showing: (from: number, to: number, of: number) => string;
  readonly newest: string;
  readonly older: string;
  readonly newer: string;
}

interface Verdict {
  readonly verdictHeading: string;
  readonly items: Readonly<Record<Item, string>>;
  readonly itemHead: string;
  readonly resultHead: string;
  readonly foundHead: string;
  readonly pass: string;
  readonly fail: string;
  readonly notChecked: string;
  readonly overallPass: string;
  readonly overallFail: string;
  readonly overallOpen: (item: string) => string;
  readonly rehearsalVerdict: string;
  readonly voidBallots: (count: number) => string;
  readonly root: string;
  readonly checkpoint: string;
  readonly treeSize: (size: number) => string;
}

interface Lookup {
  readonly lookupHeading: string;
  readonly lookupWhat: string;
  readonly lookupLabel: string;
  readonly lookupButton: string;
  readonly lookupMalformed: string;
  readonly lookupFound: (leaf: number) => string;
  readonly lookupUnjudged: (leaf: number) => string;
  readonly lookupVoid: (leaf: number) => string;
  readonly lookupWaits: string;
  readonly lookupMissing: string;
  readonly challengeHeading: string;
  readonly challengeWhat: string;
  readonly challengeLink: string;
}

interface Signing {
  readonly signHeading: string;
  readonly signedInAs: (name: string) => string;
  readonly notScrutineer: string;
  readonly slipWhy: string;
  readonly slipLabel: string;
  readonly slipShow: string;
  readonly slipUse: string;
  readonly slipScan: string;
  readonly slipScanStop: string;
  readonly slipRefused: string;
  readonly slipForget: string;
  readonly statementsOf: Readonly<Record<StatementName, string>>;
  readonly meaning: Readonly<Record<StatementName, string>>;
  readonly question: Readonly<Record<StatementName, string>>;
  readonly signedAlready: Readonly<Record<StatementName, string>>;
  readonly obstacle: (obstacle: SigningObstacle) => string;
  readonly refusedBecause: string;
  readonly signsOver: (size: number, root: string) => string;
  readonly goThere: string;
  readonly objectionLabel: string;
  readonly objectionHint: string;
  readonly sign: string;
  readonly cancel: string;
  readonly signing: string;
  readonly done: string;
  readonly failed: string;
  readonly duty: (duty: Duty) => string;
  readonly nextHeading: string;
}

export interface SupervisorStrings
  extends Checking, ZeroCheck, People, Log, Verdict, Lookup, Signing {
  readonly pageTitle: string;
  readonly loading: string;
  readonly offline: string;
  readonly online: string;
  readonly broken: string;
  readonly phases: Readonly<Record<PhaseName, string>>;
  readonly phase: string;
  readonly entitled: string;
  readonly presentCount: string;
  readonly issued: string;
  readonly returned: string;
  readonly notReturned: string;
  readonly inSteps: string;
  readonly contents: string;
  readonly print: string;
  readonly printed: string;
  readonly resultHeading: string;
  readonly resultNotYet: string;
  readonly resultBeforeAnnounced: string;
  readonly resultWithheld: (ballots: number) => string;
  readonly resultUnverified: string;
  readonly sheetLink: string;
  readonly aborted: (reason: string) => string;
}

export const supervisorStrings: Localized<SupervisorStrings> = {
  zh: supervisorZh,
  en: supervisorEn,
};
