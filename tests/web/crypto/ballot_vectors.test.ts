// Ballots of an independent implementation: made again to the byte, verified, and refused.
import { beforeAll, describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../client/web/src/bytes';
import {
  checkOpening,
  encryptBallot,
  openBallot,
  prepareProof,
  proveBallot,
} from '../../../client/web/src/crypto/ballot/prove';
import { BallotVerifier } from '../../../client/web/src/crypto/ballot/verify';
import { sodiumReady } from '../../../client/web/src/crypto/sodium';
import { Refused } from '../../../client/web/src/refused';
import { refused } from './session';
import { ballotFile, bytesOf, parametersOf } from './vectors';
import type { BallotVector } from './vectors';

const file = ballotFile();
const parameters = parametersOf(file);
const verifier = new BallotVerifier(parameters);
beforeAll(() => sodiumReady);

function encrypt(vector: BallotVector) {
  return encryptBallot(parameters, vector.choices, fromHex(vector.r));
}

// What each invalid ballot must be refused for. A changed element changes all challenges, so the
// first equation fails; a changed response is in the equations that use it.
const EQUATION = (n: number): RegExp => new RegExp(`^ballot: equation ${n}:`);
const REASONS: readonly (readonly [RegExp, RegExp])[] = [
  [/^proof element (C_\w+|S|T|U|f \d+|z_bits) changed$/, EQUATION(1)],
  [/^proof element z_lin changed$/, EQUATION(2)],
  [/^proof element z_r changed$/, EQUATION(3)],
  [/^proof element z_y changed$/, EQUATION(5)],
  [/^z_r (not reduced|plus)/, /^ballot: z_r: not a canonical scalar$/],
  [/^S with bit 255 set$/, /^ballot: S: not a canonical element$/],
  [/^(proof one element|one ciphertext) (short|long)$/, /^ballot: want \d+ bytes, got \d+$/],
  [/^token key is the identity$/, /^ballot: Y: the identity$/],
  [/^token is the identity$/, /^ballot: N: the identity$/],
  [/^A is the identity$/, /^ballot: A: the identity$/],
  [/^A (with bit 255|is )/, /^ballot: A: not a canonical element$/],
  [/^(another token key|the token of another|two ciphertexts|the ciphertexts of)/, EQUATION(1)],
  [/^proved for another round$/, EQUATION(1)],
  [/^(two levels|no level) in one contest, proved as it is$/, EQUATION(1)],
  [/^weight three hundred, proved as it is$/, /^ballot: equation [12]:/],
  [/^weights two and minus one, proved as it is$/, EQUATION(2)],
  [/proved for other bits$/, EQUATION(4)],
];

function reasonFor(why: string): RegExp {
  const found = REASONS.find(([pattern]) => pattern.test(why));
  if (found === undefined) throw new Error(`no reason is known for: ${why}`);
  return found[1];
}

describe('valid ballots', () => {
  it.each(file.valid.map((vector, k) => [k, vector] as const))(
    'number %i: encrypted, proved, opened and verified',
    (_k, vector) => {
      const encrypted = encrypt(vector);
      expect(toHex(encrypted.a)).toBe(vector.A);
      expect(encrypted.b.map(toHex)).toEqual(vector.B);
      expect(toHex(encrypted.trackingDigest)).toBe(vector.tracking_digest);
      checkOpening(parameters, fromHex(vector.tracking_digest), openBallot(encrypted));
      const token = {
        key: fromHex(vector.y),
        publicKey: fromHex(vector.Y),
        n: fromHex(vector.N),
      };
      const { beta, alpha, gamma, delta, s, u, masks_in_order } = vector;
      const random = {
        beta: fromHex(beta),
        alpha: fromHex(alpha),
        gamma: fromHex(gamma),
        delta: fromHex(delta),
        s: fromHex(s),
        u: fromHex(u),
        masks: masks_in_order.map((mask) => fromHex(mask)),
      };
      const prepared = prepareProof(parameters.layout, random);
      const bytes = proveBallot(parameters, encrypted, token, prepared);
      expect(toHex(bytes)).toBe(vector.bytes);
      expect(() => verifier.verify(bytes)).not.toThrow();
      expect(bytesOf(vector)).toEqual(bytes);
    },
  );

  it('an opening of another vote or with other randomness is refused', () => {
    const [first, second] = [file.valid[0]!, file.valid[1]!];
    const digest = fromHex(first.tracking_digest);
    const opening = openBallot(encrypt(first));
    expect(() => checkOpening(parameters, digest, openBallot(encrypt(second)))).toThrow(Refused);
    const other = opening.choices.slice();
    other[0] = (other[0]! + 1) % 4;
    expect(() => checkOpening(parameters, digest, { ...opening, choices: other })).toThrow(
      /another ballot/,
    );
    other[0] = 4;
    expect(() => checkOpening(parameters, digest, { ...opening, choices: other })).toThrow(
      /no such option/,
    );
    expect(() => checkOpening(parameters, digest, { ...opening, r: new Uint8Array(32) })).toThrow(
      /zero/,
    );
  });
});

describe('invalid ballots', () => {
  it('are there for every reason', () => {
    const unused = REASONS.filter(
      ([pattern]) => !file.invalid.some(({ why }) => pattern.test(why)),
    );
    expect(unused).toEqual([]);
  });

  it.each(file.invalid.map((ballot) => [ballot.why, ballot] as const))('%s', (why, ballot) => {
    expect(() => verifier.verify(bytesOf(ballot))).toThrow(Refused);
    expect(() => verifier.verify(bytesOf(ballot))).toThrow(reasonFor(why));
  });

  it('each is named, and why, in a batch of good ones', () => {
    const good = file.valid.map((vector) => fromHex(vector.bytes));
    file.invalid.forEach((ballot, n) => {
      const culprit = n % (good.length + 1);
      const batch = [...good.slice(0, culprit), bytesOf(ballot), ...good.slice(culprit)];
      const results = verifier.verifyBatch(batch);
      expect(refused(results), ballot.why).toEqual(batch.map((_, k) => k === culprit));
      expect((results[culprit] as Refused).message).toMatch(reasonFor(ballot.why));
    });
  });

  it('all of them together, with good ones between', () => {
    const all = file.invalid.flatMap((ballot, n) =>
      n % 3 === 0
        ? [bytesOf(ballot), fromHex(file.valid[n % file.valid.length]!.bytes)]
        : [bytesOf(ballot)],
    );
    const good = new Set(file.valid.map((vector) => vector.bytes));
    const bad = all.map((bytes) => !good.has(toHex(bytes)));
    expect(refused(verifier.verifyBatch(all))).toEqual(bad);
  });

  it('any one bit changed anywhere makes a good one invalid', () => {
    const good = fromHex(file.valid[0]!.bytes);
    const changed = Array.from({ length: 80 }, () => {
      const copy = good.slice();
      copy[Math.floor(Math.random() * copy.length)]! ^= 1 << Math.floor(Math.random() * 8);
      return copy;
    });
    expect(refused(verifier.verifyBatch(changed))).toEqual(changed.map(() => true));
  });
});
