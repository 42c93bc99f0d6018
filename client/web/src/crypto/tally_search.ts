// Finding the counts that opened totals hold, by search: a table over the counts of one or two
// options, and a walk over the others' of the ciphertext. A verifier does not need this (it checks
// claimed counts by an equation); who opens totals does.
import { toHex } from '../bytes';
import { refuse, require } from '../refused';
import type { BallotLayout } from './ballot/layout';
import { Point } from './group/public';

// Rosters by pack, section 8: more would take too long to search.
const MOST_BALLOTS = [0, 10_000_000, 100_000, 500, 500];

// The lowest options of a ciphertext that the table holds together; the walk is over the others.
function tableOptions(options: number): number {
  return Math.max(1, Math.min(2, options - 1));
}

class CountSearch {
  private readonly steps: readonly Point[];
  // By number of options in it: encodings of sums, and the counts that they are of.
  private readonly tables = new Map<number, Map<string, readonly bigint[]>>();

  constructor(
    private readonly ballots: number,
    pack: number,
  ) {
    this.steps = Array.from({ length: pack }, (_, place) =>
      Point.BASE.mul(1n << BigInt(32 * place)),
    );
  }

  // The counts of a ciphertext with this many options, which add up to at most all ballots.
  find(value: Point, options: number): bigint[] | undefined {
    const low = tableOptions(options);
    let table = this.tables.get(low);
    if (table === undefined) {
      table = new Map();
      this.fill(table, Point.IDENTITY, [], low, this.ballots);
      this.tables.set(low, table);
    }
    return this.walk(table, value, options - low, low, this.ballots);
  }

  private fill(
    table: Map<string, readonly bigint[]>,
    sum: Point,
    counts: readonly bigint[],
    options: number,
    left: number,
  ): void {
    if (counts.length === options) {
      table.set(toHex(sum.encode()), counts);
      return;
    }
    let next = sum;
    for (let count = 0; count <= left; ++count) {
      this.fill(table, next, [...counts, BigInt(count)], options, left - count);
      next = next.add(this.steps[counts.length]!);
    }
  }

  private walk(
    table: Map<string, readonly bigint[]>,
    value: Point,
    options: number,
    low: number,
    left: number,
  ): bigint[] | undefined {
    if (options === 0) {
      const counts = table.get(toHex(value.encode()));
      const sum = counts?.reduce((total, count) => total + count, 0n) ?? 0n;
      return counts === undefined || sum > BigInt(left) ? undefined : [...counts];
    }
    let rest = value;
    for (let count = 0; count <= left; ++count) {
      const lower = this.walk(table, rest, options - 1, low, left - count);
      if (lower !== undefined) return [...lower, BigInt(count)];
      rest = rest.sub(this.steps[low + options - 1]!);
    }
    return undefined;
  }
}

// The counts of all options; refuses what no `ballots` ballots can add up to, and more ballots than
// a search is good for.
export function searchCounts(
  layout: BallotLayout,
  opened: readonly Point[],
  ballots: number,
): bigint[] {
  require(ballots <= (MOST_BALLOTS[layout.pack] ?? 0), 'counts: too many ballots to search');
  const search = new CountSearch(ballots, layout.pack);
  const optionsIn = new Array<number>(layout.ciphertexts).fill(0);
  for (const ciphertext of layout.ciphertextOf) optionsIn[ciphertext] = optionsIn[ciphertext]! + 1;
  return opened.flatMap((value, i) => {
    const found = search.find(value, optionsIn[i]!);
    return found ?? refuse(`counts: ciphertext ${i} holds no counts of ${ballots} ballots`);
  });
}
