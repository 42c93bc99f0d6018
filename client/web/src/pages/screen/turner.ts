// Turns the pages of the result: by itself every few seconds, and by hand, after
// which it waits, because somebody is speaking to the page that they chose.

export const TURN_MS = 12_000;
/** How long it stays on a page that somebody chose. */
export const REST_MS = 60_000;

export interface Turn {
  readonly page: number;
  /** When it turns by itself, on the caller's clock; undefined: never. */
  readonly due: number | undefined;
  readonly held: boolean;
}

export function startTurning(now: number): Turn {
  return { page: 0, due: now + TURN_MS, held: false };
}

function wrap(page: number, pages: number): number {
  return ((page % pages) + pages) % pages;
}

/** Somebody turned by `by` pages. */
export function turnBy(turn: Turn, by: number, pages: number, now: number): Turn {
  return {
    page: wrap(turn.page + by, pages),
    due: turn.held ? undefined : now + REST_MS,
    held: turn.held,
  };
}

/** Holds the page until told otherwise, or goes on. */
export function hold(turn: Turn, held: boolean, now: number): Turn {
  return { ...turn, held, due: held ? undefined : now + TURN_MS };
}

/** Time has passed. */
export function tick(turn: Turn, pages: number, now: number): Turn {
  return turn.due === undefined || now < turn.due
    ? turn
    : { ...turn, page: wrap(turn.page + 1, pages), due: now + TURN_MS };
}
