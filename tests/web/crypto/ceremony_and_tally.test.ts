// Complaints, and opening totals for every way of packing.
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, le32, le64, utf8 } from '../../../client/web/src/bytes';
import { BallotVerifier } from '../../../client/web/src/crypto/ballot/verify';
import { dkgBoxKey, judgeComplaint, verifyDkgMessage } from '../../../client/web/src/crypto/dkg';
import { committeeKeys } from '../../../client/web/src/crypto/dkg';
import type { DkgRules } from '../../../client/web/src/crypto/dkg';
import { Point } from '../../../client/web/src/crypto/group/public';
import { encodeScalar, powers } from '../../../client/web/src/crypto/scalar';
import { sodium, sodiumReady } from '../../../client/web/src/crypto/sodium';
import { openTotals, totalsOf, verifyCounts } from '../../../client/web/src/crypto/tally';
import { verifyTallyShare } from '../../../client/web/src/crypto/tally';
import type { Totals } from '../../../client/web/src/crypto/tally';
import { searchCounts } from '../../../client/web/src/crypto/tally_search';
import { Transcript } from '../../../client/web/src/crypto/transcript';
import { Refused } from '../../../client/web/src/refused';
import { Committee, context, honestBallot, newParameters } from './session';
import { proveDleq, randomScalar } from './session';

beforeAll(() => sodiumReady);
const { BASE: G } = Point;
const { sessionId } = context;

describe('a complaint', () => {
  const transport = [randomScalar(), randomScalar(), randomScalar()];
  const rules: DkgRules = {
    sessionId,
    committee: 'issuer',
    secrets: 1,
    threshold: 2,
    transportKeys: transport.map((key) => G.mul(key)),
  };
  const dealing = new Committee(1, 2);

  // Member 1's message; `share` is what member 2 gets, if not what it should.
  function dealt(share: Uint8Array, encrypt = true): Uint8Array {
    const commitments = dealing.polynomials[0]!.map((c) => G.mul(c).encode());
    const nonce = randomScalar();
    const r = G.mul(nonce).encode();
    const t = new Transcript('dkg')
      .append('session', sessionId)
      .append('committee', utf8('issuer'));
    t.append('index', le32(1))
      .append('commitments', ...commitments)
      .append('R', r);
    const z = encodeScalar(nonce + t.challenge('e') * dealing.polynomials[0]![0]!);
    const boxes = rules.transportKeys.map((key, k) => {
      const e = randomScalar();
      const elements = { e: G.mul(e).encode(), t: key.encode(), s: key.mul(e).encode() };
      const plain = k === 1 ? share : encodeScalar(dealing.share(k + 1)[0]!);
      const boxKey = dkgBoxKey(rules, 1, k + 1, elements);
      const sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
        plain,
        encrypt ? sessionId : utf8('other'),
        null,
        new Uint8Array(24),
        boxKey,
      );
      return concat(elements.e, le64(sealed.length), sealed);
    });
    return concat(le32(1), ...commitments, r, z, ...boxes);
  }

  function blame(message: Uint8Array, key = transport[1]!): string {
    const parsed = verifyDkgMessage(rules, 1, message);
    const { e } = parsed.boxes[1]!;
    const t = new Transcript('dkg complaint').append('session', sessionId);
    t.append('committee', utf8('issuer')).append('dealer', le32(1)).append('member', le32(2));
    return judgeComplaint(rules, parsed, 2, e.mul(key).encode(), proveDleq(t, key, e));
  }

  const right = () => encodeScalar(dealing.share(2)[0]!);

  it('about right shares falls back on the complainer', () => {
    expect(blame(dealt(right()))).toBe('member');
  });

  it('with a proof that fails falls back on the complainer', () => {
    expect(blame(dealt(encodeScalar(5n)), randomScalar())).toBe('member');
  });

  it.each([
    ['a share that does not fit', encodeScalar(5n), true],
    ['a scalar that is not canonical', new Uint8Array(32).fill(255), true],
    ['a box that does not open', new Uint8Array(32), false],
  ])('about %s is the dealer’s fault', (_name, share, encrypt) => {
    expect(blame(dealt(share, encrypt))).toBe('dealer');
  });

  it('a key that is the identity is refused', () => {
    const message = verifyDkgMessage(rules, 1, dealt(right()));
    const negated = {
      ...message,
      commitments: message.commitments.map((own) => own.map((point) => point.negate())),
    };
    expect(() => committeeKeys(rules, [message, negated])).toThrow(/key 0 is the identity/);
  });

  it('a box with E the identity, or of another length, makes the message invalid', () => {
    const bytes = dealt(right());
    const first = 4 + 2 * 32 + 64;
    const identity = bytes.slice();
    identity.fill(0, first, first + 32);
    expect(() => verifyDkgMessage(rules, 1, identity)).toThrow(/E of box 1: the identity/);
    const longer = bytes.slice();
    longer[first + 32]! ^= 1;
    expect(() => verifyDkgMessage(rules, 1, longer)).toThrow(/length of box 1/);
  });
});

function shareOf(committee: Committee, totals: Totals, trustee: number, wrong = 0n): Uint8Array {
  const secrets = committee.share(trustee).map((share) => share + wrong);
  const d = secrets.map((share) => totals.a.mul(share).encode());
  const t = Transcript.of('tally share', context).append('trustee', le32(trustee));
  t.append('A', totals.a.encode());
  t.append('X', ...committee.publicShare(trustee).map((x) => x.encode())).append('D', ...d);
  const rho = powers(t.challenge('rho'), secrets.length);
  const witness = secrets.reduce((sum, share, i) => sum + rho[i]! * share, 0n);
  return concat(le32(trustee), ...d, proveDleq(t, witness, totals.a));
}

describe('the tally', () => {
  it.each([1, 2, 3, 4])('with pack %i opens to what was voted', (pack) => {
    const [parameters, committee] = newParameters([4, 5, 2], pack);
    const { layout } = parameters;
    const votes = [
      [0, 4, 1],
      [3, 4, 1],
      [0, 0, 0],
      [2, 3, 1],
      [0, 4, 1],
    ];
    const verifier = new BallotVerifier(parameters);
    const ballots = verifier
      .verifyBatch(votes.map((choices) => honestBallot(parameters, choices)))
      .map((one) => {
        if (one instanceof Refused) throw one;
        return one;
      });
    const totals = totalsOf(ballots, layout.ciphertexts);
    const verify = (trustee: number, wrong = 0n) =>
      verifyTallyShare(
        context,
        totals,
        trustee,
        committee.publicShare(trustee),
        shareOf(committee, totals, trustee, wrong),
      );
    const counts = [3n, 0n, 1n, 1n, 1n, 0n, 0n, 1n, 3n, 1n, 4n];
    for (const pair of [
      [1, 2],
      [3, 1],
    ]) {
      const opened = openTotals(
        totals,
        pair.map((trustee) => verify(trustee)),
      );
      expect(searchCounts(layout, opened, 5)).toEqual(counts);
      verifyCounts(layout, opened, 5, counts);
    }
    expect(() => verify(1, 1n)).toThrow(/does not hold/);
  });

  it('of counts below zero that add up all the same is refused', () => {
    const [{ layout }] = newParameters([2], 1);
    const opened = [G.mul(3n), G.negate()];
    expect(() => verifyCounts(layout, opened, 2, [3n, -1n])).toThrow(/below zero/);
  });

  it('of no ballot has totals that are the identity', () => {
    const totals = totalsOf([], 2);
    expect([totals.a, ...totals.b].map((point) => point.isIdentity())).toEqual([true, true, true]);
  });
});
