// Everything that a deputy reads.
import type { StopReason } from '../../voter/protocol.ts';
import type { Localized } from '../settings.svelte.ts';
import { deputyEn } from './deputy_en.ts';
import { deputyZh } from './deputy_zh.ts';

// A page that ends here: what happened, and what to do next.
export interface StopWords {
  readonly title: string;
  readonly what: string;
  readonly next: string;
}

export interface DeputyStrings {
  readonly title: string;
  readonly starting: string;
  readonly startingHelp: string;
  readonly offline: string;
  readonly offlineKept: string;
  readonly dead: string;
  readonly deadHelp: string;
  readonly reload: string;

  readonly slip: {
    readonly title: string;
    readonly scan: string;
    readonly scanHelp: string;
    readonly scanPrompt: string;
    readonly notASlip: string;
    readonly type: string;
    readonly typeHelp: string;
    readonly label: string;
    readonly missing: (symbols: number) => string;
    readonly wrongSymbol: (group: number) => string;
    readonly wrongCheck: string;
    readonly fits: string;
    readonly go: string;
    readonly stopScan: string;
    readonly over: string;
    readonly aborted: string;
  };

  readonly fingerprint: {
    readonly title: string;
    readonly what: string;
    readonly agrees: string;
    readonly differs: string;
  };

  readonly checkIn: {
    readonly title: string;
    readonly what: string;
    readonly long: string;
    readonly notYet: string;
  };

  readonly waiting: {
    readonly title: string;
    readonly what: string;
    readonly steps: readonly string[];
    readonly stepsLabel: string;
    readonly attendance: (entitled: number, present: number) => string;
    readonly practice: string;
    readonly practiceHelp: string;
    readonly away: string;
    readonly awayHelp: string;
  };

  readonly practice: {
    readonly title: string;
    readonly mark: string;
    readonly row: (number: number) => string;
    readonly end: string;
    readonly finished: string;
    readonly finishedHelp: string;
  };

  readonly ballot: {
    readonly progress: (marked: number, all: number) => string;
    readonly previous: string;
    readonly next: string;
    readonly pages: (number: number, of: number) => string;
    readonly asList: string;
    readonly asPages: string;
    readonly blank: string;
    readonly toReview: string;
    readonly rowLabel: (number: number, department: string) => string;
    readonly chosen: string;
  };

  readonly missing: {
    readonly title: (rows: number) => string;
    readonly what: string;
    readonly whatBlank: string;
    readonly goTo: string;
    readonly abstainRest: (rows: number) => string;
    readonly back: string;
  };

  readonly review: {
    readonly encrypting: string;
    readonly title: string;
    readonly code: string;
    readonly codeHelp: string;
    readonly marks: string;
    readonly hide: string;
    readonly show: string;
    readonly hidden: string;
    readonly change: string;
    readonly test: string;
    readonly submit: string;
    readonly sureTitle: string;
    readonly sure: string;
    readonly sureYes: string;
    readonly sureNo: string;
    readonly testTitle: string;
    readonly testHelp: readonly string[];
    readonly testYes: string;
  };

  readonly tested: {
    readonly title: string;
    readonly what: string;
    readonly steps: readonly string[];
    readonly qr: string;
    readonly back: string;
  };

  readonly sending: {
    readonly sealing: string;
    readonly title: string;
    readonly what: (seconds: number) => string;
    readonly kept: string;
    readonly offline: string;
  };

  readonly accepted: {
    readonly title: string;
    readonly foundTitle: string;
    readonly code: string;
    readonly photo: string;
    readonly counted: string;
    readonly notYet: string;
    readonly later: (address: string) => string;
    readonly done: string;
    readonly clears: (seconds: number) => string;
    readonly abortedTitle: string;
    readonly aborted: string;
    readonly cleared: string;
  };

  readonly help: {
    readonly button: string;
    readonly title: string;
    readonly covered: string;
    readonly points: readonly string[];
    readonly back: string;
  };

  readonly stop: Record<StopReason, StopWords>;
  readonly detail: string;
  readonly backToStart: string;
}

export const deputyStrings: Localized<DeputyStrings> = { zh: deputyZh, en: deputyEn };
