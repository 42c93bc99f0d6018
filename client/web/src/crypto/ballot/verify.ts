// Whether a ballot's proof holds (crypto/PROTOCOL.md, section 13, rule 2). Every equation says that
// a sum of products is the identity; so any number of them, each times a random weight, is one
// such sum. If that is not the identity, the batch is halved until the culprits are alone.
import { Refused, refuse } from '../../refused';
import { generatorP, generatorQ } from '../generators';
import { Point } from '../group/public';
import { modL, powers, randomWeight } from '../scalar';
import { Transcript } from '../transcript';
import type { BallotParameters } from './parameters';
import { ballotPieces, parseBallot } from './parse';
import type { Ballot } from './parse';

export const EQUATIONS = [
  'equation 1: the chosen bits do not add up to one',
  'equation 2: a bit is neither 0 nor 1',
  'equation 3: A is not proved',
  'equation 4: the ciphertexts hold something else',
  'equation 5: not signed by the token key',
] as const;

// One for each equation; 0 leaves it out.
type Weights = readonly [bigint, bigint, bigint, bigint, bigint];

interface Judged {
  readonly ballot: Ballot;
  readonly x: bigint;
  readonly rhoPowers: readonly bigint[]; // By ciphertext.
  readonly f: readonly bigint[]; // Of all options.
}

// The sum being built: coefficients of what all ballots share, and the ballots' own products.
interface Sum {
  q: bigint;
  g: bigint;
  readonly p: bigint[];
  readonly k: bigint[];
  readonly scalars: bigint[];
  readonly points: Point[];
}

export class BallotVerifier {
  constructor(private readonly parameters: BallotParameters) {}

  // Refuses a ballot that rules 1 or 2 make void, naming the first that does.
  verify(bytes: Uint8Array): Ballot {
    const ballot = parseBallot(this.parameters.layout, bytes);
    const judged = this.judge(ballot);
    if (!this.holds([judged])) this.nameCulprit(judged);
    return ballot;
  }

  // For each ballot itself, or why it is void. Faster, for each, the more there are.
  verifyBatch(all: readonly Uint8Array[]): (Ballot | Refused)[] {
    const results: (Ballot | Refused)[] = [];
    const judged: { at: number; one: Judged }[] = [];
    all.forEach((bytes, at) => {
      const parsed = attempt(() => parseBallot(this.parameters.layout, bytes));
      results.push(parsed);
      if (!(parsed instanceof Refused)) judged.push({ at, one: this.judge(parsed) });
    });
    for (const { at, one } of this.culprits(judged)) {
      results[at] = attempt(() => this.nameCulprit(one));
    }
    return results;
  }

  private culprits<T extends { one: Judged }>(batch: readonly T[]): readonly T[] {
    if (batch.length === 0 || this.holds(batch.map(({ one }) => one))) return [];
    if (batch.length === 1) return batch;
    const half = Math.ceil(batch.length / 2);
    return [...this.culprits(batch.slice(0, half)), ...this.culprits(batch.slice(half))];
  }

  private nameCulprit(judged: Judged): never {
    for (const [index, name] of EQUATIONS.entries()) {
      const only = EQUATIONS.map((_, k) => (k === index ? 1n : 0n)) as unknown as Weights;
      if (!this.holds([judged], () => only)) refuse(`ballot: ${name}`);
    }
    return refuse('ballot: the proof does not hold');
  }

  private judge(ballot: Ballot): Judged {
    const { context, layout } = this.parameters;
    const pieces = ballotPieces(layout, ballot.bytes);
    const t = Transcript.of('ballot', context).append('token', pieces.token);
    t.append('A', pieces.a).append('B', pieces.b).append('C', pieces.commitments);
    const rho = t.challenge('rho');
    t.append('S', pieces.s).append('T', pieces.t).append('U', pieces.u);
    const x = t.challenge('x');
    const f: bigint[] = [];
    let given = 0;
    for (const count of layout.optionsOf) {
      const others = ballot.f.slice(given, given + count - 1);
      given += count - 1;
      f.push(modL(others.reduce((rest, one) => rest - one, x)), ...others);
    }
    return { ballot, x, rhoPowers: powers(rho, layout.ciphertexts), f };
  }

  private holds(batch: readonly Judged[], weights: () => Weights = randomWeights): boolean {
    const { layout, keys } = this.parameters;
    const sum: Sum = {
      q: 0n,
      g: 0n,
      p: new Array<bigint>(layout.options).fill(0n),
      k: new Array<bigint>(layout.ciphertexts).fill(0n),
      scalars: [],
      points: [],
    };
    for (const one of batch) this.addBallot(sum, one, weights());
    const shared = layout.weightOf.map((_, option) => generatorP(option));
    const total = Point.sumOfProducts(
      [...sum.scalars, sum.q, sum.g, ...sum.p, ...sum.k],
      [...sum.points, generatorQ(), Point.BASE, ...shared, ...keys],
    );
    return total.isIdentity();
  }

  // Adds the five equations, right side minus left side, so that what stands alone on the right
  // has a weight of 128 bits and not its negative.
  private addBallot(sum: Sum, { ballot, x, rhoPowers, f }: Judged, weights: Weights): void {
    const [w1, w2, w3, w4, w5] = weights;
    const { layout } = this.parameters;
    const { cBits, cMask, cLin, cSqr, a, s, t, y, u, zR, zY, zBits, zLin } = ballot;
    const add = (scalar: bigint, point: Point): void => {
      sum.scalars.push(scalar);
      sum.points.push(point);
    };
    add(modL(w1 * x), cBits);
    add(w1, cMask);
    add(modL(w2 * x), cLin);
    add(w2, cSqr);
    add(modL(w3 * x), a);
    add(w3, s);
    add(w4, t);
    add(modL(w5 * x), y);
    add(w5, u);
    let packed = 0n;
    f.forEach((fj, j) => {
      sum.p[j] = modL(sum.p[j]! - fj * modL(w1 + w2 * (x - fj)));
      packed = modL(packed + rhoPowers[layout.ciphertextOf[j]!]! * layout.weightOf[j]! * fj);
    });
    const w4x = modL(w4 * x);
    const w4z = modL(w4 * zR);
    rhoPowers.forEach((power, i) => {
      add(modL(w4x * power), ballot.b[i]!);
      sum.k[i] = modL(sum.k[i]! - w4z * power);
    });
    sum.q = modL(sum.q - w1 * zBits - w2 * zLin);
    sum.g = modL(sum.g - w3 * zR - w4 * packed - w5 * zY);
  }
}

function randomWeights(): Weights {
  return [randomWeight(), randomWeight(), randomWeight(), randomWeight(), randomWeight()];
}

function attempt<T>(action: () => T): T | Refused {
  try {
    return action();
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}
