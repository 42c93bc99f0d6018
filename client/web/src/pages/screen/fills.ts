// Which pattern stands for which option: the levels take turns, the blank is hollow.
const PATTERNS = 5;

export function fillOf(option: number, levels: number): string {
  return option < levels ? `fill-${option % PATTERNS}` : 'fill-blank';
}

/** Votes by option, the blank last where one is allowed. */
export function votesOf(
  contest: { readonly counts: readonly number[]; readonly blanks: number },
  blankAllowed: boolean,
): number[] {
  return [...contest.counts, ...(blankAllowed ? [contest.blanks] : [])];
}

/** Width of a bar, in percent of its track. */
export function share(count: number, ballots: number): number {
  return ballots === 0 ? 0 : (100 * count) / ballots;
}

/** Hexadecimal digits in groups of four, to be compared by eye. */
export function inGroups(hex: string): string[] {
  return hex.match(/.{1,4}/g) ?? [];
}
