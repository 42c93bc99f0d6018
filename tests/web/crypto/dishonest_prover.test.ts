// A prover that breaks one equation of a ballot and satisfies the four others. Each must be refused
// for that equation, alone and among honest ballots: none of the five is there for nothing.
import { beforeAll, describe, expect, it } from 'vitest';
import { concat } from '../../../client/web/src/bytes';
import { BallotVerifier, EQUATIONS } from '../../../client/web/src/crypto/ballot/verify';
import { generatorP, generatorQ } from '../../../client/web/src/crypto/generators';
import { Point } from '../../../client/web/src/crypto/group/public';
import { encodeScalar, powers } from '../../../client/web/src/crypto/scalar';
import { sodiumReady } from '../../../client/web/src/crypto/sodium';
import { Transcript } from '../../../client/web/src/crypto/transcript';
import { Refused } from '../../../client/web/src/refused';
import { context, honestBallot, newParameters, randomScalar, refused } from './session';

const [parameters] = newParameters([4, 4, 3], 2);
const { layout } = parameters;
const verifier = new BallotVerifier(parameters);
const { BASE: G } = Point;
beforeAll(() => sodiumReady);

interface Lie {
  bits?: bigint[]; // What is committed and proved; one for each option.
  held?: bigint[]; // What the ciphertexts hold, if it is something else.
  cBits?: Point; // Added to C_bits, C_sqr, S, U before the challenges.
  cSqr?: Point;
  s?: Point;
  u?: Point;
  otherR?: boolean; // The B_i use another r than A.
}

const honestBits = [1n, 0n, 0n, 0n, 0n, 0n, 1n, 0n, 0n, 1n, 0n];

function sum(scalars: bigint[], points: Point[], q: bigint): Point {
  return Point.sumOfProducts([...scalars, q], [...points, generatorQ()]);
}

// The protocol's prover, in public arithmetic, with the lie in it.
function prove(lie: Lie): Uint8Array {
  const bits = lie.bits ?? honestBits;
  const held = lie.held ?? bits;
  const [r, y, beta, alpha, gamma] = Array.from({ length: 5 }, randomScalar) as bigint[];
  const [delta, s, u] = Array.from({ length: 3 }, randomScalar) as bigint[];
  const masks = bits.map(randomScalar);
  layout.firstOption.forEach((first, contest) => {
    const others = masks.slice(first + 1, first + layout.optionsOf[contest]!);
    masks[first] = -others.reduce((total, mask) => total + mask, 0n);
  });
  const p = bits.map((_, j) => generatorP(j));
  const plus = (point: Point, extra?: Point) => (extra === undefined ? point : point.add(extra));
  const bR = lie.otherR === true ? randomScalar() : r!;
  const values = parameters.keys.map(() => 0n);
  held.forEach((bit, j) => (values[layout.ciphertextOf[j]!]! += layout.weightOf[j]! * bit));
  const b = parameters.keys.map((key, i) => key.mul(bR).add(G.mul(values[i]!)));
  const head = [G.mul(y!), G.mul(randomScalar()), G.mul(r!)].map((point) => point.encode());
  const commitments = [
    plus(sum(bits, p, beta!), lie.cBits),
    sum(masks, p, alpha!),
    sum(
      masks.map((a, j) => a * (1n - 2n * bits[j]!)),
      p,
      gamma!,
    ),
    plus(
      sum(
        masks.map((a) => -a * a),
        p,
        delta!,
      ),
      lie.cSqr,
    ),
  ].map((point) => point.encode());
  const bBytes = concat(...b.map((point) => point.encode()));
  const t = Transcript.of('ballot', context).append('token', head[0]!, head[1]!);
  t.append('A', head[2]!)
    .append('B', bBytes)
    .append('C', ...commitments);
  const rho = powers(t.challenge('rho'), layout.ciphertexts);
  const key = Point.sumOfProducts(rho, parameters.keys);
  const packed = masks.reduce(
    (total, a, j) => total + rho[layout.ciphertextOf[j]!]! * layout.weightOf[j]! * a,
    0n,
  );
  const last = [plus(G.mul(s!), lie.s), key.mul(s!).add(G.mul(packed)), plus(G.mul(u!), lie.u)];
  const encoded = last.map((point) => point.encode());
  t.append('S', encoded[0]!).append('T', encoded[1]!).append('U', encoded[2]!);
  const x = t.challenge('x');
  const f = bits.map((bit, j) => bit * x + masks[j]!);
  const responses = [
    r! * x + s!,
    y! * x + u!,
    beta! * x + alpha!,
    gamma! * x + delta!,
    ...f.filter((_, j) => !layout.firstOption.includes(j)),
  ];
  return concat(...head, bBytes, ...commitments, ...encoded, ...responses.map(encodeScalar));
}

const twoAndMinusOne = [2n, -1n, 0n, 0n, ...honestBits.slice(4)];
const another = [0n, 1n, 0n, 0n, ...honestBits.slice(4)];
const twice = [1n, 1n, 0n, 0n, ...honestBits.slice(4)];
const none = [0n, 0n, 0n, 0n, ...honestBits.slice(4)];

const LIES: readonly (readonly [string, number, Lie])[] = [
  ['two levels in one contest', 1, { bits: twice }],
  ['no level in one contest', 1, { bits: none }],
  ['C_bits of other bits', 1, { cBits: generatorP(0) }],
  ['C_bits with something of G', 1, { cBits: G }],
  ['two of one level and minus one of another', 2, { bits: twoAndMinusOne }],
  ['squares that do not fit', 2, { cSqr: generatorP(0) }],
  ['A without knowing r', 3, { s: G }],
  ['ciphertexts under another r', 4, { otherR: true }],
  ['ciphertexts of another vote', 4, { held: another }],
  ['ciphertexts of two levels', 4, { held: twice }],
  ['a token key that is not known', 5, { u: G }],
];

describe('a dishonest prover', () => {
  it('is accepted when it tells the truth', () => {
    expect(() => verifier.verify(prove({}))).not.toThrow();
  });

  it.each(LIES)('%s: equation %i', (_name, equation, lie) => {
    const ballot = prove(lie);
    expect(() => verifier.verify(ballot)).toThrow(EQUATIONS[equation - 1]);
    const choices = [0, 2, 1];
    const honest = Array.from({ length: 4 }, () => honestBallot(parameters, choices));
    const results = verifier.verifyBatch([...honest, ballot, ...honest]);
    const others = honest.map(() => false);
    expect(refused(results)).toEqual([...others, true, ...others]);
    expect((results[4] as Refused).message).toContain(EQUATIONS[equation - 1]);
  });

  it('two whose errors cancel are both refused in one batch', () => {
    const one = prove({ cBits: G });
    const two = prove({ cBits: G.negate() });
    const results = verifier.verifyBatch([one, two]);
    expect(refused(results)).toEqual([true, true]);
  });

  it('a ballot copied under another token is refused', () => {
    const [mine, other] = [prove({}), prove({})];
    mine.set(other.subarray(0, 64));
    expect(() => verifier.verify(mine)).toThrow(Refused);
  });

  it('an empty batch is no batch', () => {
    expect(verifier.verifyBatch([])).toEqual([]);
  });
});
