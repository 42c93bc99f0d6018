// Where a row's buttons go: beside the department's name, below it, or below it
// in two columns.
export type RowShape = 'beside' | 'below' | 'columns';

const GAP = 6;
// Beside: buttons get five sevenths of the row (BallotRow's grid).
const BESIDE = 5 / 7;
const LEAST_BESIDE = 640;
const PADDING = 16;

// The width that a name needs at least, in ems: a line of Chinese may break
// anywhere, but no single character stands alone; a Latin word does not break.
function leastEms(name: string): number {
  const words = name.split(/\s+/).map((word) => {
    const letters = [...word].length;
    return /[\u2e80-\uffff]/.test(word) ? Math.min(letters, 2) : letters * 0.58;
  });
  return Math.max(...words, 0);
}

// The first shape in which no word breaks, for a row of `width` px and type of
// `size` px.
export function rowShape(options: readonly string[], width: number, size: number): RowShape {
  const needed = Math.max(...options.map(leastEms), 0) * size + PADDING;
  const each = (room: number): number =>
    (room - GAP * (options.length - 1)) / Math.max(options.length, 1);
  if (width >= LEAST_BESIDE && each(width * BESIDE) >= needed) {
    return 'beside';
  }
  return each(width) >= needed ? 'below' : 'columns';
}
