// A small session of our own for tests: keys that we know, honest members and deputies.
import { concat } from '../../../client/web/src/bytes';
import { BallotLayout } from '../../../client/web/src/crypto/ballot/layout';
import { BallotParameters } from '../../../client/web/src/crypto/ballot/parameters';
import { encryptBallot, proveBallot } from '../../../client/web/src/crypto/ballot/prove';
import type { Transcript } from '../../../client/web/src/crypto/transcript';
import { Point } from '../../../client/web/src/crypto/group/public';
import { encodeScalar, littleEndian, modL, powers } from '../../../client/web/src/crypto/scalar';
import { mulBase } from '../../../client/web/src/crypto/group/secret';
import { Refused } from '../../../client/web/src/refused';

export function randomScalar(): bigint {
  return modL(littleEndian(crypto.getRandomValues(new Uint8Array(64))));
}

export const context = {
  sessionId: new Uint8Array(32).fill(7),
  keyId: new Uint8Array(32).fill(9),
};

// A polynomial per secret; member k's share is its value at k.
export class Committee {
  readonly polynomials: bigint[][];

  constructor(
    readonly secrets: number,
    readonly threshold: number,
  ) {
    this.polynomials = Array.from({ length: secrets }, () =>
      Array.from({ length: threshold }, randomScalar),
    );
  }

  share(member: number): bigint[] {
    return this.polynomials.map((polynomial) => {
      const at = powers(BigInt(member), this.threshold);
      return modL(polynomial.reduce((sum, c, k) => sum + c * at[k]!, 0n));
    });
  }

  publicShare(member: number): Point[] {
    return this.share(member).map((share) => Point.BASE.mul(share));
  }

  get keys(): Point[] {
    return this.polynomials.map((polynomial) => Point.BASE.mul(polynomial[0]!));
  }
}

export function proveDleq(t: Transcript, x: bigint, h: Point): Uint8Array {
  const s = randomScalar();
  const append = (name: string, p: Point) => t.append(name, p.encode());
  append('H', h);
  append('X', Point.BASE.mul(x));
  append('Y', h.mul(x));
  append('R1', Point.BASE.mul(s));
  append('R2', h.mul(s));
  const e = t.challenge('e');
  return concat(encodeScalar(e), encodeScalar(s + e * x));
}

export function newParameters(optionsOf: number[], pack: number): [BallotParameters, Committee] {
  const layout = new BallotLayout(optionsOf, pack);
  const committee = new Committee(layout.ciphertexts, 2);
  return [new BallotParameters(context, layout, committee.keys), committee];
}

export function newToken() {
  const key = encodeScalar(randomScalar());
  return { key, publicKey: mulBase(key), n: Point.BASE.mul(randomScalar()).encode() };
}

export function honestBallot(parameters: BallotParameters, choices: number[]): Uint8Array {
  return proveBallot(parameters, encryptBallot(parameters, choices), newToken());
}

// Which of a batch were refused.
export function refused(results: readonly unknown[]): boolean[] {
  return results.map((result) => result instanceof Refused);
}
