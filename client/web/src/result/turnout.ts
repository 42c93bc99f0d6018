// Who came and what came back, and whether the numbers agree with each other. Who did not return a
// ballot has not abstained: the two are never added.

export interface Turnout {
  /** 应到 */
  readonly entitled: number;
  /** 实到 */
  readonly present: number;
  /** 发出: tokens asked for in the log. */
  readonly issued: number;
  /** 收回: valid ballots in the log. */
  readonly returned: number;
  /** 无效: ballots in the log that do not count. Not part of `returned`. */
  readonly voided: number;
}

/** 未交: issued and not returned. */
export function notReturned(turnout: Turnout): number {
  return turnout.issued - turnout.returned;
}

/** Returned <= issued <= present <= entitled. */
export function agrees(turnout: Turnout): boolean {
  return (
    turnout.returned <= turnout.issued &&
    turnout.issued <= turnout.present &&
    turnout.present <= turnout.entitled &&
    turnout.voided >= 0
  );
}
