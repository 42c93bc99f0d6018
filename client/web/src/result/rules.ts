// What a result is read by: the part of the manifest that says how counts are shown, and the counts.
// The manifest of src/log satisfies ResultRules as it is.

export interface Name {
  readonly zh: string;
  /** May be empty. */
  readonly en: string;
}

export interface Level {
  readonly name: Name;
  readonly weight: number;
}

/** What votes are divided by: roster, deputies checked in, valid ballots, ballots that graded. */
export type Denominator = 'entitled' | 'present' | 'returned' | 'graded';

export interface Grade {
  readonly name: Name;
  /** How many of the best levels are taken together. */
  readonly levels: number;
  readonly basisPoints: number;
  readonly strictlyMore: boolean;
}

export interface CountingRules {
  readonly denominator: Denominator;
  readonly grades: readonly Grade[];
  readonly score: boolean;
  readonly ranking: boolean;
}

export interface ResultRules {
  readonly kind: 'vote' | 'rehearsal';
  readonly title: Name;
  readonly evaluatedYear: number;
  readonly meetingDate: string;
  readonly place: string;
  readonly contests: readonly Name[];
  readonly levels: readonly Level[];
  readonly blankAllowed: boolean;
  readonly counting: CountingRules;
}

export interface Counts {
  readonly ballots: number;
  readonly withheld: boolean;
  /** By option: the levels and then the blank of every contest, in order. Empty when withheld. */
  readonly counts: readonly number[];
}

export interface Attendance {
  readonly entitled: number;
  readonly present: number;
}
