// Tokens from honest and lying issuers, and both kinds of audit.
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, le32 } from '../../../client/web/src/bytes';
import { Point } from '../../../client/web/src/crypto/group/public';
import { powers } from '../../../client/web/src/crypto/scalar';
import { sodiumReady } from '../../../client/web/src/crypto/sodium';
import { makeToken, newTokenSecrets, tokenInput } from '../../../client/web/src/crypto/token';
import type { Token, TokenPart, TokenSecrets } from '../../../client/web/src/crypto/token';
import { TokenAudit } from '../../../client/web/src/crypto/token_audit';
import { Transcript } from '../../../client/web/src/crypto/transcript';
import { hashToGroup } from '../../../client/web/src/crypto/voprf';
import { evaluate } from './issuer';
import { Committee, context, proveDleq, randomScalar } from './session';

beforeAll(() => sodiumReady);

const committee = new Committee(1, 2);
const issuers = {
  threshold: 2,
  shares: new Map([1, 2, 3, 4].map((k) => [k, committee.publicShare(k)[0]!])),
};

function partOf(issuer: number, blinded: Uint8Array, key = committee.share(issuer)[0]!): TokenPart {
  return { issuer, ...evaluate(key, blinded) };
}

function honestToken(secrets: TokenSecrets, members: number[]): Token {
  const parts = members.map((issuer) => partOf(issuer, secrets.blinded));
  return makeToken(secrets, parts, issuers);
}

describe('a token', () => {
  it('is the joint key times the hash of its input, whoever made it', () => {
    const secrets = newTokenSecrets(context.sessionId);
    const input = hashToGroup(tokenInput(context.sessionId, secrets.publicKey));
    const expected = input.mul(committee.polynomials[0]![0]!).encode();
    for (const members of [
      [1, 2],
      [4, 2],
      [3, 1, 4],
      [1, 2, 3, 4],
    ]) {
      const token = honestToken(secrets, members);
      expect(token.n).toEqual(expected);
      expect(token.parts.map((part) => part.issuer)).toEqual([...members].sort());
      token.parts.forEach(({ issuer, element }) =>
        expect(element).toEqual(input.mul(committee.share(issuer)[0]!).encode()),
      );
    }
  });

  it('is refused from an issuer with another key', () => {
    const secrets = newTokenSecrets(context.sessionId);
    const lie = partOf(2, secrets.blinded, randomScalar());
    const parts = [partOf(1, secrets.blinded), lie];
    expect(() => makeToken(secrets, parts, issuers)).toThrow(/does not hold/);
  });

  it('is refused from parts of another request, unknown issuers, and the identity', () => {
    const secrets = newTokenSecrets(context.sessionId);
    const one = partOf(1, secrets.blinded);
    const make = (part: TokenPart) => () => makeToken(secrets, [one, part], issuers);
    const other = partOf(2, newTokenSecrets(context.sessionId).blinded);
    expect(make(other)).toThrow(/does not hold/);
    expect(make({ ...one, issuer: 9 })).toThrow(/no such issuer/);
    expect(make({ ...one, issuer: 2, evaluated: new Uint8Array(32) })).toThrow(/identity/);
  });

  it('is refused where public shares, all proved, lie on no one polynomial', () => {
    const secrets = newTokenSecrets(context.sessionId);
    const odd = randomScalar();
    const shares = new Map(issuers.shares).set(3, Point.BASE.mul(odd));
    const parts = [1, 2].map((k) => partOf(k, secrets.blinded));
    parts.push(partOf(3, secrets.blinded, odd));
    expect(() => makeToken(secrets, parts, { threshold: 2, shares })).toThrow(/no one polynomial/);
  });
});

describe('the audit', () => {
  const tokens = () =>
    Array.from({ length: 3 }, () => honestToken(newTokenSecrets(context.sessionId), [1, 2]));

  function sumShare(audit: TokenAudit, spent: Token[], issuer: number): Uint8Array {
    const key = committee.share(issuer)[0]!;
    const t = Transcript.of('token audit', context);
    t.append('tokens', ...spent.flatMap((token) => [token.publicKey, token.n]));
    t.challenge('rho');
    const proof = proveDleq(t.append('issuer', le32(issuer)), key, audit.sums.input);
    const u = audit.sums.input.mul(key).encode();
    return concat(le32(issuer), Uint8Array.of(0), u, proof);
  }

  function eachShare(spent: Token[], issuer: number): Uint8Array {
    const key = committee.share(issuer)[0]!;
    const inputs = spent.map(({ publicKey }) =>
      hashToGroup(tokenInput(context.sessionId, publicKey)),
    );
    const u = inputs.map((input) => input.mul(key).encode());
    const t = Transcript.of('token audit each', context).append('issuer', le32(issuer));
    t.append('tokens', ...spent.flatMap((token) => [token.publicKey, token.n]));
    t.append('X', Point.BASE.mul(key).encode()).append('D', ...u);
    const h = Point.sumOfProducts(powers(t.challenge('rho'), spent.length), inputs);
    return concat(le32(issuer), Uint8Array.of(1), ...u, proveDleq(t, key, h));
  }

  const verify = (audit: TokenAudit, payloads: Uint8Array[], members: number[]) =>
    payloads.map((payload, k) =>
      audit.verify(members[k]!, issuers.shares.get(members[k]!)!, payload),
    );

  it('finds all genuine', () => {
    const spent = tokens();
    const audit = new TokenAudit(context, spent);
    const shares = verify(audit, [sumShare(audit, spent, 4), sumShare(audit, spent, 2)], [4, 2]);
    expect(audit.allGenuine(shares)).toBe(true);
  });

  it('finds a forged one, first in the sum and then by itself', () => {
    const spent = tokens();
    const forged = { ...spent[1]!, n: Point.BASE.encode() };
    spent[1] = forged;
    const audit = new TokenAudit(context, spent);
    const sums = verify(audit, [sumShare(audit, spent, 1), sumShare(audit, spent, 3)], [1, 3]);
    expect(audit.allGenuine(sums)).toBe(false);
    const each = verify(audit, [eachShare(spent, 1), eachShare(spent, 3)], [1, 3]);
    expect(audit.genuine(each)).toEqual([true, false, true]);
  });

  it('refuses a share of each with one wrong element', () => {
    const spent = tokens();
    const audit = new TokenAudit(context, spent);
    const payload = eachShare(spent, 1);
    payload.set(Point.BASE.encode(), 5);
    expect(() => verify(audit, [payload], [1])).toThrow(/does not hold/);
    payload[4] = 2;
    expect(() => verify(audit, [payload], [1])).toThrow(/no mode/);
  });
});
