// Opening the totals (crypto/PROTOCOL.md, section 14): trustees' shares, and the counts.
import { concat, le32, readLe32 } from '../bytes';
import { require } from '../refused';
import type { BallotLayout } from './ballot/layout';
import { DLEQ_SIZE, verifyDleq } from './dleq';
import { ELEMENT_SIZE, Point } from './group/public';
import { lagrangeAtZero, powers } from './scalar';
import { Transcript } from './transcript';
import type { Context } from './transcript';

// Sums over the ballots that are not void.
export interface Totals {
  readonly a: Point;
  readonly b: readonly Point[];
}

export interface TallyShare {
  readonly trustee: number;
  readonly d: readonly Point[];
}

interface Encrypted {
  readonly a: Point;
  readonly b: readonly Point[];
}

export function totalsOf(ballots: readonly Encrypted[], ciphertexts: number): Totals {
  return {
    a: Point.sum(ballots.map((ballot) => ballot.a)),
    b: Array.from({ length: ciphertexts }, (_, i) =>
      Point.sum(ballots.map((ballot) => ballot.b[i]!)),
    ),
  };
}

// Refuses a payload that is not the share of trustee `member`, whose public shares are X_{k,i}.
export function verifyTallyShare(
  context: Context,
  totals: Totals,
  member: number,
  publicShares: readonly Point[],
  payload: Uint8Array,
): TallyShare {
  const m = totals.b.length;
  const size = 4 + ELEMENT_SIZE * m + DLEQ_SIZE;
  require(payload.length === size, `tally share: want ${size} bytes, got ${payload.length}`);
  require(readLe32(payload) === member, 'tally share: of another trustee');
  const bytes = payload.subarray(4, size - DLEQ_SIZE);
  const d = Array.from({ length: m }, (_, i) =>
    Point.decode(bytes.subarray(ELEMENT_SIZE * i, ELEMENT_SIZE * (i + 1)), 'tally share'),
  );
  const t = Transcript.of('tally share', context).append('trustee', le32(member));
  t.append('A', totals.a.encode()).append('X', concat(...publicShares.map((x) => x.encode())));
  const rho = powers(t.append('D', bytes).challenge('rho'), m);
  const x = Point.sumOfProducts(rho, publicShares);
  const y = Point.sumOfProducts(rho, d);
  verifyDleq(t, { h: totals.a, x, y }, payload.subarray(size - DLEQ_SIZE));
  return { trustee: member, d };
}

// M_i: what the totals hold, from t shares of different trustees.
export function openTotals(totals: Totals, shares: readonly TallyShare[]): Point[] {
  const lambda = lagrangeAtZero(shares.map((share) => share.trustee));
  return totals.b.map((b, i) =>
    b.sub(
      Point.sumOfProducts(
        lambda,
        shares.map((share) => share.d[i]!),
      ),
    ),
  );
}

// Refuses unless these are the counts of all options that the opened totals hold, and every contest
// adds up to the number of ballots.
export function verifyCounts(
  layout: BallotLayout,
  opened: readonly Point[],
  ballots: number,
  counts: readonly bigint[],
): void {
  require(counts.length === layout.options, `counts: want ${layout.options}, got ${counts.length}`);
  const values = new Array<bigint>(layout.ciphertexts).fill(0n);
  counts.forEach((count, option) => {
    const ciphertext = layout.ciphertextOf[option]!;
    values[ciphertext] = values[ciphertext]! + layout.weightOf[option]! * count;
  });
  layout.firstOption.forEach((first, contest) => {
    const own = counts.slice(first, first + layout.optionsOf[contest]!);
    const sum = own.reduce((total, count) => total + count, 0n);
    require(own.every((count) => count >= 0n), `counts: contest ${contest}: below zero`);
    require(sum === BigInt(ballots), `counts: contest ${contest} does not add up to ${ballots}`);
  });
  values.forEach((value, i) => {
    const same = Point.BASE.mul(value).equals(opened[i]!);
    require(same, `counts: ciphertext ${i} holds others`);
  });
}
