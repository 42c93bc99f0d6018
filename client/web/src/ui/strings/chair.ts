// Everything that the chair's page says.
import type { PhaseName, RoleName, Sitting } from '../../official/sitting';
import type { Wait } from '../../official/waits';
import type { ScriptPart } from '../../pages/chair/script';
import type { Caution, Obstacle, StepId } from '../../pages/chair/steps';
import type { ScreenOrder } from '../screen_remote';
import type { Localized } from '../settings.svelte';
import { chairEn } from './chair_en';
import { chairZh } from './chair_zh';

export interface StepStrings {
  readonly button: string;
  /** What happens when the button is pressed. */
  readonly meaning: (sitting: Sitting) => string;
  /** The question before it is signed. */
  readonly question: (sitting: Sitting) => string;
}

interface Numbers {
  readonly entitled: string;
  readonly present: string;
  readonly quorum: string;
  readonly quorumNone: string;
  readonly quorumReached: string;
  readonly quorumMissing: (count: number) => string;
  readonly issued: string;
  readonly returned: string;
  readonly notReturned: string;
  /** What notReturned is called while ballots may still come. */
  readonly outstanding: string;
  readonly notAbstained: string;
  readonly inSteps: string;
  readonly numbersHeading: string;
  readonly reconciled: (sitting: Sitting, missing: string) => string;
  readonly notReconciled: string;
}

interface Steps {
  readonly phases: Readonly<Record<PhaseName, string>>;
  readonly phaseMeaning: (sitting: Sitting) => string;
  readonly nextHeading: string;
  readonly nothingToDo: string;
  readonly over: string;
  readonly steps: Readonly<Record<StepId, StepStrings>>;
  readonly refusedBecause: string;
  readonly obstacle: (obstacle: Obstacle) => string;
  readonly cautionHeading: string;
  readonly caution: (caution: Caution) => string;
  readonly waitHeading: string;
  readonly wait: (wait: Wait) => string;
  readonly headsCompared: (checkedIn: number) => string;
  readonly confirm: string;
  readonly cancel: string;
  readonly working: Readonly<Record<'sign' | 'box' | 'quorum', string>>;
  readonly failed: string;
}

interface Key {
  readonly keyHeading: string;
  readonly keyIn: (name: string) => string;
  readonly keyWhy: string;
  readonly keyLabel: string;
  readonly keyHint: string;
  readonly keyUse: string;
  readonly keyForget: string;
  readonly keyOtherDesk: string;
  readonly keyScan: string;
  readonly keyScanStop: string;
  readonly keyNotChair: string;
  readonly keyMalformed: string;
}

interface Script {
  readonly scriptHeading: string;
  readonly scriptOthers: string;
  readonly scriptNothing: string;
  readonly scriptLater: string;
  readonly scriptTitles: Readonly<Record<ScriptPart, string>>;
  readonly script: (part: ScriptPart, sitting: Sitting) => readonly string[];
}

interface People {
  readonly officialsHeading: string;
  readonly roles: Readonly<Record<RoleName, string>>;
  readonly here: string;
  readonly away: string;
  readonly neededNow: string;
  readonly noProgram: string;
  readonly zeroChecked: string;
  readonly verifiedIt: string;
  readonly inUse: string;
  readonly zeroCheckedBy: (have: number, of: number) => string;
}

interface Result {
  readonly resultHeading: string;
  readonly resultConfidential: string;
  readonly resultTable: string;
  readonly resultShow: string;
  readonly resultHide: string;
  readonly resultWithheld: (sitting: Sitting) => string;
  readonly resultChecked: (ballots: number) => string;
  readonly department: string;
  readonly sum: string;
  readonly blank: string;
  readonly verifiedBy: (have: number, of: number) => string;
  readonly objections: string;
  readonly sheetLink: string;
  readonly screenLink: string;
  readonly remoteHeading: string;
  readonly remoteHelp: string;
  readonly remote: Record<ScreenOrder, string>;
}

interface Rare {
  readonly moreHeading: string;
  readonly replaceIssuers: string;
  readonly replaceIssuersMeaning: string;
  readonly issuersChoice: string;
  readonly reissueHeading: string;
  readonly reissueText: string;
  readonly abortHeading: string;
  readonly abortMeaning: string;
  readonly abortReason: string;
  /** To be typed, so that nobody aborts by mistake. */
  readonly abortWord: string;
  readonly abortType: (word: string) => string;
  readonly abortButton: string;
  readonly abortTooLate: string;
  readonly abortedBecause: (reason: string) => string;
}

export interface ChairStrings extends Numbers, Steps, Key, Script, People, Result, Rare {
  readonly pageTitle: string;
  /** Between the members of a list, and after what is explained. */
  readonly comma: string;
  readonly colon: string;
  readonly loading: string;
  readonly offline: string;
  readonly broken: string;
  readonly recordHeading: string;
  readonly fingerprint: string;
  readonly root: string;
  readonly leaves: (size: number, quorum: number) => string;
}

export const chairStrings: Localized<ChairStrings> = { zh: chairZh, en: chairEn };
