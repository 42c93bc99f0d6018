// Making a ballot (crypto/PROTOCOL.md, section 13), in two steps: `encryptBallot` fixes the vote
// and gives the tracking digest; then it is either proved and cast, or opened for a challenge and
// never cast. All arithmetic with secrets is libsodium's, and nothing branches on a choice.
import { concat, equalBytes } from '../../bytes';
import { require } from '../../refused';
import { generatorP, generatorQ } from '../generators';
import { Point } from '../group/public';
import * as secret from '../group/secret';
import type { Encoding, SecretScalar } from '../group/secret';
import { trackingDigest } from '../identifiers';
import { decodeScalar, encodeScalar, modL, powers } from '../scalar';
import { Transcript } from '../transcript';
import type { BallotLayout } from './layout';
import type { BallotParameters } from './parameters';

// Holds secrets (r and the choices) until `wipeEncrypted`.
export interface EncryptedBallot {
  readonly a: Encoding;
  readonly b: readonly Encoding[];
  readonly trackingDigest: Uint8Array;
  readonly r: SecretScalar;
  readonly choices: Uint8Array; // The chosen option of each contest, from 0.
}

// What a challenged tablet reveals.
export interface BallotOpening {
  readonly r: Uint8Array;
  readonly choices: Uint8Array;
}

export interface BallotToken {
  readonly key: SecretScalar; // y
  readonly publicKey: Encoding; // Y
  readonly n: Encoding; // N
}

export interface ProofRandomness {
  readonly beta: SecretScalar;
  readonly alpha: SecretScalar;
  readonly gamma: SecretScalar;
  readonly delta: SecretScalar;
  readonly s: SecretScalar;
  readonly u: SecretScalar;
  readonly masks: readonly SecretScalar[]; // a_j, but for the first option of each contest.
}

// The identity, and u_k G for the places k of a ciphertext.
let packedValues: readonly Encoding[] | undefined;

function valuesByPlace(): readonly Encoding[] {
  packedValues ??= [
    secret.IDENTITY,
    ...[0n, 32n, 64n, 96n].map((shift) => Point.BASE.mul(1n << shift).encode()),
  ];
  return packedValues;
}

// `choices` has one option a contest, from 0. Anything else is our bug, not an input.
export function encryptBallot(
  parameters: BallotParameters,
  choices: readonly number[] | Uint8Array,
  r: SecretScalar = secret.randomSecret(),
): EncryptedBallot {
  const { layout, keyEncodings, context } = parameters;
  const valid =
    choices.length === layout.contests &&
    layout.optionsOf.every((count, contest) => (choices[contest] ?? count) < count);
  if (!valid) throw new RangeError('one option of every contest');
  const kept = Uint8Array.from(choices);
  // For each ciphertext 0, or 1 + the place of the option chosen in it.
  const held = new Uint8Array(layout.ciphertexts);
  eachOption(layout, kept, (option, mask) => {
    held[layout.ciphertextOf[option]!]! |= (layout.placeOf[option]! + 1) & mask;
  });
  const b = keyEncodings.map((key, i) => {
    const blinded = secret.mulElement(r, key);
    const value = secret.select(valuesByPlace(), held[i]!);
    const sum = secret.addElements(blinded, value);
    secret.wipe(blinded, value);
    return sum;
  });
  secret.wipe(held);
  const a = secret.mulBase(r);
  const digest = trackingDigest(context.sessionId, a, b);
  return { a, b, trackingDigest: digest, r, choices: kept };
}

// Calls back for every option with 0xff if it is chosen and 0 if not.
function eachOption(
  layout: BallotLayout,
  choices: Uint8Array,
  visit: (option: number, mask: number) => void,
): void {
  layout.firstOption.forEach((first, contest) => {
    for (let k = 0; k < layout.optionsOf[contest]!; ++k) {
      visit(first + k, secret.maskIfEqual(k, choices[contest]!));
    }
  });
}

export function wipeEncrypted(encrypted: EncryptedBallot): void {
  secret.wipe(encrypted.r, encrypted.choices);
}

// For a challenge; such a ballot must never be cast.
export function openBallot({ r, choices }: EncryptedBallot): BallotOpening {
  return { r: r.slice(), choices: choices.slice() };
}

// Refuses unless encrypting what was opened gives the tracking digest that was shown before.
export function checkOpening(
  parameters: BallotParameters,
  digest: Uint8Array,
  { r, choices }: BallotOpening,
): void {
  const { layout } = parameters;
  require(decodeScalar(r, 'opening: r') !== 0n, 'opening: r: zero');
  require(choices.length === layout.contests, 'opening: not one choice for each contest');
  layout.optionsOf.forEach((count, contest) =>
    require((choices[contest] ?? count) < count, `opening: contest ${contest}: no such option`),
  );
  const again = encryptBallot(parameters, choices, r.slice());
  require(equalBytes(again.trackingDigest, digest), 'opening: another ballot than was shown');
}

export function drawRandomness(layout: BallotLayout): ProofRandomness {
  const masks = Array.from({ length: layout.options - layout.contests }, secret.randomSecret);
  const [beta, alpha, gamma] = [
    secret.randomSecret(),
    secret.randomSecret(),
    secret.randomSecret(),
  ];
  const [delta, s, u] = [secret.randomSecret(), secret.randomSecret(), secret.randomSecret()];
  return { beta, alpha, gamma, delta, s, u, masks };
}

// a_j of all options: the first of each contest takes minus the sum of its others.
function allMasks(layout: BallotLayout, given: readonly SecretScalar[]): SecretScalar[] {
  let at = 0;
  return layout.optionsOf.flatMap((count) => {
    const others = given.slice(at, (at += count - 1));
    const sum = others.reduce((total, mask) => secret.addScalars(total, mask));
    return [secret.negateScalar(sum), ...others];
  });
}

// The part of a proof that does not depend on the vote, and is most of the work: it may be done
// while the deputy is still choosing. Serves one ballot.
export interface PreparedProof {
  readonly random: ProofRandomness;
  readonly masks: readonly SecretScalar[]; // a_j
  readonly masked: readonly Encoding[]; // a_j P_j
  readonly maskSum: Encoding; // Sum of these.
  readonly cMask: Encoding;
  readonly cSqr: Encoding;
}

export function prepareProof(
  layout: BallotLayout,
  random: ProofRandomness = drawRandomness(layout),
): PreparedProof {
  const q = generatorQ().encode();
  const masks = allMasks(layout, random.masks);
  let maskSum = secret.IDENTITY;
  let cSqr = secret.mulElement(random.delta, q);
  const masked = masks.map((mask, option) => {
    const p = generatorP(option).encode();
    const square = secret.mulScalars(mask, mask);
    cSqr = secret.subElements(cSqr, secret.mulElement(square, p));
    secret.wipe(square);
    const product = secret.mulElement(mask, p);
    maskSum = secret.addElements(maskSum, product);
    return product;
  });
  const cMask = secret.addElements(secret.mulElement(random.alpha, q), maskSum);
  return { random, masks, masked, maskSum, cMask, cSqr };
}

export function wipePrepared({ random, masks, masked }: PreparedProof): void {
  const { beta, alpha, gamma, delta, s, u } = random;
  secret.wipe(beta, alpha, gamma, delta, s, u, ...random.masks, ...masks, ...masked);
}

// C_bits and C_lin, which depend on the choices. C_lin's sum of a_j (1 - 2 m_j) P_j is that of all
// a_j P_j less the chosen ones twice.
function commitToChoices(
  layout: BallotLayout,
  choices: Uint8Array,
  { random, masked, maskSum }: PreparedProof,
): readonly [Encoding, Encoding] {
  const q = generatorQ().encode();
  let bits = secret.mulElement(random.beta, q);
  let lin = secret.addElements(secret.mulElement(random.gamma, q), maskSum);
  layout.firstOption.forEach((first, contest) => {
    const end = first + layout.optionsOf[contest]!;
    const p = Array.from({ length: end - first }, (_, k) => generatorP(first + k).encode());
    const chosenP = secret.select(p, choices[contest]!);
    const chosen = secret.select(masked.slice(first, end), choices[contest]!);
    const twice = secret.addElements(chosen, chosen);
    bits = secret.addElements(bits, chosenP);
    lin = secret.subElements(lin, twice);
    secret.wipe(chosenP, chosen, twice);
  });
  return [bits, lin];
}

// T = s K* + (sum rho^i(j) u_j a_j) G.
function packedMask(
  { layout, keys }: BallotParameters,
  rho: bigint,
  s: SecretScalar,
  masks: readonly SecretScalar[],
): Encoding {
  const rhoPowers = powers(rho, layout.ciphertexts);
  let sum: SecretScalar = new Uint8Array(32);
  masks.forEach((mask, j) => {
    const factor = modL(rhoPowers[layout.ciphertextOf[j]!]! * layout.weightOf[j]!);
    const next = secret.mulAdd(encodeScalar(factor), mask, sum);
    secret.wipe(sum);
    sum = next;
  });
  const key = Point.sumOfProducts(rhoPowers, keys).encode();
  const packed = secret.mulBase(sum);
  secret.wipe(sum);
  const blinding = secret.mulElement(s, key);
  const sumOfBoth = secret.addElements(blinding, packed);
  secret.wipe(blinding, packed);
  return sumOfBoth;
}

// The ballot's bytes. Wipes `prepared`, which must not serve twice.
export function proveBallot(
  parameters: BallotParameters,
  encrypted: EncryptedBallot,
  token: BallotToken,
  prepared: PreparedProof = prepareProof(parameters.layout),
): Uint8Array {
  const { layout, context } = parameters;
  const { r, choices, a } = encrypted;
  const { random, masks, cMask, cSqr } = prepared;
  const b = concat(...encrypted.b);
  const [cBits, cLin] = commitToChoices(layout, choices, prepared);
  const commitments = concat(cBits, cMask, cLin, cSqr);
  const t = Transcript.of('ballot', context).append('token', token.publicKey, token.n);
  const rho = t.append('A', a).append('B', b).append('C', commitments).challenge('rho');
  const s = secret.mulBase(random.s);
  const packed = packedMask(parameters, rho, random.s, masks);
  const u = secret.mulBase(random.u);
  const x = encodeScalar(t.append('S', s).append('T', packed).append('U', u).challenge('x'));
  const responses = [
    secret.mulAdd(r, x, random.s),
    secret.mulAdd(token.key, x, random.u),
    secret.mulAdd(random.beta, x, random.alpha),
    secret.mulAdd(random.gamma, x, random.delta),
    ...bitResponses(layout, choices, x, masks),
  ];
  wipePrepared(prepared);
  const head = concat(token.publicKey, token.n, a, b, commitments);
  return concat(head, s, packed, u, ...responses);
}

// f_j = m_j x + a_j for every option but the first of each contest.
function bitResponses(
  layout: BallotLayout,
  choices: Uint8Array,
  x: Uint8Array,
  masks: readonly SecretScalar[],
): SecretScalar[] {
  const firsts = new Set(layout.firstOption);
  const responses: SecretScalar[] = [];
  eachOption(layout, choices, (option, mask) => {
    if (firsts.has(option)) return;
    const chosen = x.map((byte) => byte & mask);
    responses.push(secret.addScalars(chosen, masks[option]!));
    secret.wipe(chosen);
  });
  return responses;
}
