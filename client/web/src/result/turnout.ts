// Who came and what came back, and whether the numbers agree with each other. Who did not return a
// ballot has not abstained: the two are never added.

export interface Turnout {
  /** 应到 */
  readonly entitled: number;
  /** 实到 */
  readonly present: number;
  /** 发出: the server's count, it leaves no trace in the log; null where no server was asked. */
  readonly issued: number | null;
  /** 收回: valid ballots in the log. */
  readonly returned: number;
  /** 无效: ballots in the log that do not count. Not part of `returned`. */
  readonly voided: number;
}

/** 未交: issued and not returned; null if it is not known what was issued. */
export function notReturned(turnout: Turnout): number | null {
  return turnout.issued === null ? null : turnout.issued - turnout.returned;
}

/** Returned <= issued <= present <= entitled. */
export function agrees(turnout: Turnout): boolean {
  const issued = turnout.issued ?? turnout.present;
  return (
    turnout.returned <= issued &&
    issued <= turnout.present &&
    turnout.present <= turnout.entitled &&
    turnout.voided >= 0
  );
}
