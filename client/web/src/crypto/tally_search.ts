// Finding the counts that opened totals hold, by search: a table over the first option's count, and
// a walk over the others' of the ciphertext. A verifier does not need this (it checks claimed
// counts by an equation); who opens totals does.
import { toHex } from '../bytes';
import { refuse, require } from '../refused';
import type { BallotLayout } from './ballot/layout';
import { Point } from './group/public';

// Rosters by pack, section 8: more would take too long to search.
const MOST_BALLOTS = [0, 10_000_000, 100_000, 500, 500];

class CountSearch {
  private readonly multiples = new Map<string, number>();
  private readonly steps: readonly Point[];

  constructor(
    private readonly ballots: number,
    pack: number,
  ) {
    let multiple = Point.IDENTITY;
    for (let count = 0; count <= ballots; ++count) {
      this.multiples.set(toHex(multiple.encode()), count);
      multiple = multiple.add(Point.BASE);
    }
    this.steps = Array.from({ length: pack }, (_, place) =>
      Point.BASE.mul(1n << BigInt(32 * place)),
    );
  }

  // The counts of a ciphertext with this many options, which add up to at most `left`.
  find(value: Point, options: number, left: number = this.ballots): bigint[] | undefined {
    if (options === 1) {
      const count = this.multiples.get(toHex(value.encode()));
      return count === undefined || count > left ? undefined : [BigInt(count)];
    }
    let rest = value;
    for (let count = 0; count <= left; ++count) {
      const lower = this.find(rest, options - 1, left - count);
      if (lower !== undefined) return [...lower, BigInt(count)];
      rest = rest.sub(this.steps[options - 1]!);
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
