// A deputy's blind token (crypto/PROTOCOL.md, section 12): asking for it, and making it from the
// issuers' parts. The token key, the blind, and the parts until the ballot is cast are secrets.
import { concat, le32 } from '../bytes';
import { require } from '../refused';
import { Point } from './group/public';
import { addElements, mulBase, mulElement, randomSecret, wipe } from './group/secret';
import type { Encoding, SecretScalar } from './group/secret';
import { encodeScalar, invertScalar, lagrangeAtZero, modL } from './scalar';
import { blind, unblind, verifyEvaluation } from './voprf';

// What the tablet keeps until it has its token. `blinded` is M, which the slip signs.
export interface TokenSecrets {
  readonly key: SecretScalar;
  readonly blind: SecretScalar;
  readonly publicKey: Encoding;
  readonly blinded: Encoding;
}

// An issuer's answer, as it came.
export interface TokenPart {
  readonly issuer: number;
  readonly evaluated: Uint8Array;
  readonly proof: Uint8Array;
}

// N_i, which goes with the ballot.
export interface UnblindedPart {
  readonly issuer: number;
  readonly element: Encoding;
}

export interface Token {
  readonly key: SecretScalar;
  readonly publicKey: Encoding; // Y
  readonly n: Encoding; // N
  readonly parts: readonly UnblindedPart[]; // Ascending by issuer.
}

// The issuers' public shares X_i by number, and how many can make a token.
export interface IssuerKeys {
  readonly shares: ReadonlyMap<number, Point>;
  readonly threshold: number;
}

// What a token is the evaluation of: session_id || le32(0) || Y.
export function tokenInput(sessionId: Uint8Array, publicKey: Uint8Array): Uint8Array {
  return concat(sessionId, le32(0), publicKey);
}

export function newTokenSecrets(sessionId: Uint8Array): TokenSecrets {
  return tokenSecretsWith(sessionId, randomSecret(), randomSecret());
}

// The same from given scalars, not zero; takes them over.
export function tokenSecretsWith(
  sessionId: Uint8Array,
  key: SecretScalar,
  blinding: SecretScalar,
): TokenSecrets {
  const publicKey = mulBase(key);
  const blinded = blind(tokenInput(sessionId, publicKey), blinding);
  return { key, blind: blinding, publicKey, blinded };
}

// One issuer's N_i; refuses a part that is not proved to be this issuer's evaluation of M.
export function unblindPart(
  secrets: TokenSecrets,
  part: TokenPart,
  issuers: IssuerKeys,
): UnblindedPart {
  const name = `the part of issuer ${part.issuer}`;
  const share = issuers.shares.get(part.issuer);
  require(share !== undefined, `${name}: there is no such issuer`);
  const evaluated = Point.decode(part.evaluated, name);
  require(!evaluated.isIdentity(), `${name}: the identity`);
  verifyEvaluation(share, [Point.decode(secrets.blinded)], [evaluated], part.proof);
  return { issuer: part.issuer, element: unblind(part.evaluated, secrets.blind) };
}

// The token of all parts of the active set, in any order. Refuses fewer than the threshold, an
// issuer twice, a part that is not proved, and parts that do not lie on one polynomial.
export function makeToken(
  secrets: TokenSecrets,
  parts: readonly TokenPart[],
  issuers: IssuerKeys,
): Token {
  const sorted = [...parts].sort((a, b) => a.issuer - b.issuer);
  const distinct = new Set(sorted.map((part) => part.issuer)).size === sorted.length;
  require(distinct, 'token: two parts of one issuer');
  require(sorted.length >= issuers.threshold, 'token: fewer parts than the threshold');
  const unblinded = sorted.map((part) => unblindPart(secrets, part, issuers));
  const n = combine(unblinded.slice(0, issuers.threshold), 0);
  for (const part of unblinded.slice(issuers.threshold)) {
    const expected = combine(unblinded.slice(0, issuers.threshold), part.issuer);
    require(sameBytes(expected, part.element), 'token: the parts lie on no one polynomial');
  }
  return { key: secrets.key, publicKey: secrets.publicKey, n, parts: unblinded };
}

// The value at `at` of the polynomial through the parts. The coefficients are public and not 0.
function combine(parts: readonly UnblindedPart[], at: number): Encoding {
  const members = parts.map((part) => part.issuer);
  const coefficients = at === 0 ? lagrangeAtZero(members) : lagrangeAt(members, at);
  const terms = parts.map((part, k) =>
    mulElement(encodeScalar(coefficients[k] ?? 0n), part.element),
  );
  return terms.reduce((sum, term) => addElements(sum, term));
}

function lagrangeAt(members: readonly number[], at: number): bigint[] {
  return members.map((k) => {
    let [above, below] = [1n, 1n];
    for (const m of members) {
      if (m === k) continue;
      above = modL(above * BigInt(m - at));
      below = modL(below * BigInt(m - k));
    }
    return modL(above * invertScalar(below));
  });
}

// In the same time wherever they differ: parts are secret until the ballot is cast.
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let k = 0; k < a.length; ++k) difference |= (a[k] ?? 0) ^ (b[k] ?? 0);
  return difference === 0;
}

export function wipeToken(token: Token): void {
  wipe(token.key, token.n, ...token.parts.map((part) => part.element));
}

export function wipeTokenSecrets(secrets: TokenSecrets): void {
  wipe(secrets.key, secrets.blind);
}
