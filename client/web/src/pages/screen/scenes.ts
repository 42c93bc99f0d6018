// What the hall screen shows in which phase. Counts exist here only after the
// announcement: nothing before it hands them on, so nothing can leak them.
import { agreed, resultOf, type Sitting } from '../../official/sitting';
import type { ContestView } from '../../result/view';

export type SceneName =
  | 'preparing'
  | 'check-in'
  | 'voting'
  | 'closing'
  | 'counting'
  | 'ready'
  | 'result'
  | 'withheld'
  | 'aborted';

export interface Scene {
  readonly name: SceneName;
  /** Empty in every scene but the result. */
  readonly contests: readonly ContestView[];
  readonly ballots: number;
}

export function sceneOf(sitting: Sitting): Scene {
  const without = (name: SceneName): Scene => ({ name, contests: [], ballots: 0 });
  switch (sitting.phase) {
    case 'ceremony':
      return without('preparing');
    case 'check-in':
    case 'voting':
    case 'closing':
      return without(sitting.phase);
    case 'closed':
    case 'audited':
      return without('counting');
    case 'tallied':
      return without('ready');
    case 'aborted':
      return without('aborted');
    case 'announced': {
      const view = resultOf(sitting);
      return view === undefined || view.withheld
        ? without('withheld')
        : { name: 'result', contests: view.contests, ballots: view.ballots };
    }
  }
}

/**
 * Whether the screen may go from `shown` to `next`: a new phase only once a quorum of witnesses
 * stands behind it. Within a phase the numbers may run a moment ahead of the witnesses.
 */
export function mayShow(shown: Sitting | undefined, next: Sitting): boolean {
  return agreed(next) || shown?.phase === next.phase;
}

/** Departments on a page that is read from 20 m, and on one that is read from near. */
export const ROWS_FAR = 9;
export const ROWS_NEAR = 27;

export function pagesOf(contests: number, rows: number): number {
  return Math.max(1, Math.ceil(contests / rows));
}

/** Indices of the departments on a page, from 0. */
export function rowsOnPage(contests: number, rows: number, page: number): number[] {
  const first = page * rows;
  return Array.from({ length: Math.max(0, Math.min(rows, contests - first)) }, (_, i) => first + i);
}

/**
 * The largest type, in px, in which `text` fits a box of `width` x `height` px: Chinese takes one em
 * a character, Latin a bit more than half of that, lines are 1.15 em high and break at words.
 */
export function fitType(text: string, width: number, height: number, largest: number): number {
  const SMALLEST = 18;
  for (let size = largest; size > SMALLEST; size -= 1) {
    const lines = Math.floor(height / (size * 1.15));
    if (linesOf(text, width / size) <= lines) {
      return size;
    }
  }
  return SMALLEST;
}

const WIDE = /[\u1100-\uffef]/u;

function emsOf(text: string): number {
  let ems = 0;
  for (const symbol of text) {
    ems += WIDE.test(symbol) || symbol.codePointAt(0)! > 0xffff ? 1.02 : 0.56;
  }
  return ems;
}

// How many lines of `room` ems the text takes; Chinese may break anywhere.
function linesOf(text: string, room: number): number {
  const pieces = text.match(/[\u1100-\uffef]|[^\s\u1100-\uffef]+\s*|\s+/gu) ?? [];
  let lines = 1;
  let used = 0;
  for (const piece of pieces) {
    const ems = emsOf(piece.trimEnd());
    if (ems > room) {
      return Infinity;
    }
    if (used + ems > room) {
      lines += 1;
      used = 0;
    }
    used += emsOf(piece);
  }
  return lines;
}
