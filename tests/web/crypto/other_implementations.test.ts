// What we make, judged by implementations that share no code with ours: the Python verifier of
// tests/outsider, and the C++ one by its vector runner, where it is built (PINGYI_BUILD names the
// build folder). Both also make our ballots again from their random values, or refuse those that we
// spoiled.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../client/web/src/bytes';
import { BallotLayout } from '../../../client/web/src/crypto/ballot/layout';
import { BallotParameters } from '../../../client/web/src/crypto/ballot/parameters';
import {
  drawRandomness,
  encryptBallot,
  prepareProof,
  proveBallot,
} from '../../../client/web/src/crypto/ballot/prove';
import { keyIdOf } from '../../../client/web/src/crypto/identifiers';
import { sodiumReady } from '../../../client/web/src/crypto/sodium';
import { Committee, newToken } from './session';
import { DIRECTORY, ballotFile, parametersOf, point } from './vectors';
import type { BallotVector, InvalidBallot } from './vectors';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const BUILD = process.env['PINGYI_BUILD'] ?? join(ROOT, 'build/release');
const RUNNER = join(BUILD, 'tests/vectors/vectors_ballot_test');

interface TokenHex {
  y: string;
  Y: string;
  N: string;
}

// A ballot with everything that was drawn for it.
function make(parameters: BallotParameters, choices: number[], token: TokenHex) {
  const random = drawRandomness(parameters.layout);
  const { beta, alpha, gamma, delta, s, u } = random;
  const drawn = Object.fromEntries(
    Object.entries({ beta, alpha, gamma, delta, s, u }).map(([name, value]) => [
      name,
      toHex(value),
    ]),
  );
  const masks = random.masks.map(toHex);
  const encrypted = encryptBallot(parameters, choices);
  const bytes = proveBallot(
    parameters,
    encrypted,
    { key: fromHex(token.y), publicKey: fromHex(token.Y), n: fromHex(token.N) },
    prepareProof(parameters.layout, random),
  );
  const head = 3 + parameters.layout.ciphertexts;
  return {
    ...token,
    ...drawn,
    masks_in_order: masks,
    choices,
    r: toHex(encrypted.r),
    A: toHex(encrypted.a),
    B: encrypted.b.map(toHex),
    proof: toHex(bytes.subarray(32 * head)),
    bytes: toHex(bytes),
    tracking_digest: toHex(encrypted.trackingDigest),
  };
}

// The same ballot with one bit of an element or scalar of its proof changed.
function spoil(ballot: Pick<BallotVector, 'Y' | 'N' | 'A' | 'B' | 'proof'>, item: number) {
  const proof = fromHex(ballot.proof);
  proof[32 * item]! ^= 2;
  return { ...ballot, proof: toHex(proof), why: `item ${item} spoiled` } satisfies InvalidBallot;
}

const choicesOf = (layout: BallotLayout, k: number): number[] =>
  layout.optionsOf.map((count, contest) => (contest * 3 + k) % count);

let directory: string;
beforeAll(async () => {
  await sodiumReady;
  directory = await mkdtemp(join(tmpdir(), 'pingyi-vectors-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function write(name: string, file: object): Promise<string> {
  const folder = join(directory, name);
  await cp(DIRECTORY, folder, { recursive: true });
  await writeFile(join(folder, 'ballots.json'), JSON.stringify(file));
  return folder;
}

function smallSession(): object {
  const file = ballotFile();
  const parameters = parametersOf(file);
  const valid = file.valid.map((vector, k) => ({
    ...vector,
    ...make(parameters, choicesOf(parameters.layout, k), vector),
  }));
  const items = parameters.layout.options - parameters.layout.contests + 11;
  const invalid = Array.from({ length: items }, (_, item) => spoil(valid[item % 5]!, item));
  return { ...file, valid, invalid };
}

// 27 departments of 4 levels, under keys of our own.
function wholeSession(): object {
  const file = ballotFile();
  const layout = BallotLayout.uniform(27, 4, 2);
  const { keys } = new Committee(layout.ciphertexts, 2);
  const keyId = keyIdOf(
    keys.map((key) => key.encode()),
    point(file.issuer_key).encode(),
  );
  const context = { sessionId: fromHex(file.session_id), keyId };
  const parameters = new BallotParameters(context, layout, keys);
  const valid = Array.from({ length: 3 }, (_, k) => {
    const { key, publicKey, n } = newToken();
    const token = { y: toHex(key), Y: toHex(publicKey), N: toHex(n) };
    return make(parameters, choicesOf(layout, k), token);
  });
  return {
    ...file,
    key_id: toHex(keyId),
    contests: layout.optionsOf,
    keys: keys.map((key) => toHex(key.encode())),
    valid,
    invalid: [0, 4, 7, 40].map((item) => spoil(valid[0]!, item)),
  };
}

describe('ballots that we make', () => {
  it('are accepted, and our spoiled ones refused, by the Python verifier', async () => {
    const folder = await write('small', smallSession());
    const { stdout } = await run('python3', [join(ROOT, 'tests/outsider/vectors_test.py'), folder]);
    // What fails ends it with an error; what was not run would not be said.
    expect(stdout).toMatch(/^ok test_ballots$/m);
  });

  it.skipIf(!existsSync(RUNNER))('are accepted, made again to the byte, by C++', async () => {
    for (const [name, file] of [
      ['again', smallSession()],
      ['whole', wholeSession()],
    ] as const) {
      const folder = await write(name, file);
      const env = { ...process.env, PINGYI_VECTORS: folder };
      const { stdout } = await run(RUNNER, [], { env });
      // GoogleTest passes when it has run nothing, too.
      expect(stdout).toMatch(/\[ {2}PASSED {2}\] [1-9]\d* test/);
    }
  });
});
