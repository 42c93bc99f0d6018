// What crypto_bench.mjs times, in Node and in a worker of Chromium: a ballot of 27 departments with
// 4 levels made, and many verified as the supervisor's page does.
import { BallotLayout } from '../../../client/web/src/crypto/ballot/layout';
import { BallotParameters } from '../../../client/web/src/crypto/ballot/parameters';
import {
  encryptBallot,
  prepareProof,
  proveBallot,
} from '../../../client/web/src/crypto/ballot/prove';
import { BallotVerifier } from '../../../client/web/src/crypto/ballot/verify';
import { Point } from '../../../client/web/src/crypto/group/public';
import { mulBase, randomSecret } from '../../../client/web/src/crypto/group/secret';
import { sodiumReady } from '../../../client/web/src/crypto/sodium';
import { Refused } from '../../../client/web/src/refused';

export interface Timings {
  readonly prepareMs: number; // Before the vote is known.
  readonly encryptMs: number;
  readonly proveMs: number;
  readonly worstMakeMs: number;
  readonly ballots: number;
  readonly verifyAllMs: number;
  readonly culpritMs: number;
}

const BATCH = 100;

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function randomElement(): Point {
  return Point.decode(mulBase(randomSecret()));
}

export async function measure(ballots: number): Promise<Timings> {
  await sodiumReady;
  const layout = BallotLayout.uniform(27, 4, 2);
  const keys = Array.from({ length: layout.ciphertexts }, randomElement);
  const context = { sessionId: new Uint8Array(32).fill(1), keyId: new Uint8Array(32).fill(2) };
  const parameters = new BallotParameters(context, layout, keys);
  const [preparing, encrypting, proving]: [number[], number[], number[]] = [[], [], []];
  const all = Array.from({ length: ballots }, (_, k) => {
    const token = { key: randomSecret(), n: mulBase(randomSecret()) };
    const choices = Array.from({ length: 27 }, (__, contest) => (contest + k) % 4);
    const [start, y] = [performance.now(), mulBase(token.key)];
    const prepared = prepareProof(layout);
    const ready = performance.now();
    const encrypted = encryptBallot(parameters, choices);
    const middle = performance.now();
    const bytes = proveBallot(parameters, encrypted, { ...token, publicKey: y }, prepared);
    preparing.push(ready - start);
    encrypting.push(middle - ready);
    proving.push(performance.now() - middle);
    return bytes;
  });
  const verifier = new BallotVerifier(parameters);
  const count = (batch: readonly Uint8Array[]): number =>
    verifier.verifyBatch(batch).filter((one) => one instanceof Refused).length;
  const started = performance.now();
  let refused = 0;
  for (let at = 0; at < all.length; at += BATCH) refused += count(all.slice(at, at + BATCH));
  const verified = performance.now();
  if (refused !== 0) throw new Error('an honest ballot was refused');
  const spoiled = all.slice(0, BATCH);
  const wrong = (spoiled[7] ?? all[0]!).slice();
  wrong[wrong.length - 32]! ^= 1;
  spoiled[7] = wrong;
  if (count(spoiled) !== 1) throw new Error('the culprit was not found');
  return {
    prepareMs: median(preparing),
    encryptMs: median(encrypting),
    proveMs: median(proving),
    worstMakeMs: Math.max(...encrypting.map((ms, k) => preparing[k]! + ms + proving[k]!)),
    ballots,
    verifyAllMs: verified - started,
    culpritMs: performance.now() - verified,
  };
}
