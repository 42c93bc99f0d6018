// The other known answers, file by file.
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, fromHex, le32, toHex, utf8 } from '../../../client/web/src/bytes';
import { BallotLayout } from '../../../client/web/src/crypto/ballot/layout';
import { committeeKeys, dkgBoxKey, verifyDkgMessage } from '../../../client/web/src/crypto/dkg';
import { generator } from '../../../client/web/src/crypto/generators';
import { Point } from '../../../client/web/src/crypto/group/public';
import { sha512 } from '../../../client/web/src/crypto/hash';
import { keyIdOf, sessionIdOf } from '../../../client/web/src/crypto/identifiers';
import { Frontier, leafHash } from '../../../client/web/src/crypto/merkle';
import { verifyConsistency, verifyInclusion } from '../../../client/web/src/crypto/merkle';
import { encodeScalar } from '../../../client/web/src/crypto/scalar';
import { sodium, sodiumReady } from '../../../client/web/src/crypto/sodium';
import { openTotals, totalsOf, verifyCounts } from '../../../client/web/src/crypto/tally';
import { verifyTallyShare } from '../../../client/web/src/crypto/tally';
import { searchCounts } from '../../../client/web/src/crypto/tally_search';
import { makeToken, tokenSecretsWith } from '../../../client/web/src/crypto/token';
import { TokenAudit } from '../../../client/web/src/crypto/token_audit';
import { Transcript } from '../../../client/web/src/crypto/transcript';
import { blind, unblind, verifyEvaluation } from '../../../client/web/src/crypto/voprf';
import { Refused } from '../../../client/web/src/refused';
import { BallotVerifier } from '../../../client/web/src/crypto/ballot/verify';
import { framed } from './issuer';
import * as vectors from './vectors';
import { point, scalar } from './vectors';

beforeAll(() => sodiumReady);

// What a file holds by name; no file holds nothing.
function entriesOf<T>(named: Record<string, T>): [string, T][] {
  const entries = Object.entries(named);
  expect(entries.length).toBeGreaterThan(0);
  return entries;
}

it('transcript.json: every challenge', () => {
  const file = vectors.transcriptFile();
  const transcript = new Transcript(file.label);
  for (const step of file.steps) {
    if ('append' in step) transcript.append(step.append[0], fromHex(step.append[1]));
    else {
      const challenge = encodeScalar(transcript.challenge(step.challenge[0]));
      expect(toHex(challenge)).toBe(step.challenge[1]);
    }
  }
  expect.assertions(2);
});

it('generators.json: every generator', () => {
  for (const [index, hex] of entriesOf(vectors.generatorFile())) {
    expect(toHex(generator(Number(index)).encode())).toBe(hex);
  }
});

it('identifiers.json: session_id and key_id', () => {
  const file = vectors.identifierFile();
  const ballots = vectors.ballotFile();
  expect(toHex(sessionIdOf(fromHex(file.manifest)))).toBe(file.session_id);
  const keys = ballots.keys.map((key) => fromHex(key));
  expect(toHex(keyIdOf(keys, fromHex(ballots.issuer_key)))).toBe(file.key_id);
});

describe('merkle.json', () => {
  const file = vectors.merkleFile();
  const head = (size: number) => ({ size, root: fromHex(file.roots[size]!) });

  it('every root', () => {
    const tree = new Frontier();
    const roots = [tree.root()];
    file.leaves.forEach((leaf) => {
      tree.append(leafHash(fromHex(leaf)));
      roots.push(tree.root());
    });
    expect(roots.map(toHex)).toEqual(file.roots);
  });

  it('every inclusion proof, and no changed one', () => {
    for (const [name, hashes] of entriesOf(file.inclusion)) {
      const [index, size] = name.split('/').map(Number) as [number, number];
      const proof = hashes.map((hash) => fromHex(hash));
      const hash = leafHash(fromHex(file.leaves[index]!));
      verifyInclusion(hash, index, head(size), proof);
      const refused = [
        () => verifyInclusion(hash, index, head(size), [...proof, hash]),
        () => verifyInclusion(hash, index, head(size), proof.slice(1)),
        () => verifyInclusion(hash, (index + 1) % size, head(size), proof),
        () => verifyInclusion(hash, size, head(size), proof),
      ];
      for (const attempt of refused) expect(attempt, name).toThrow(Refused);
    }
  });

  it('every consistency proof, and no changed one', () => {
    for (const [name, hashes] of entriesOf(file.consistency)) {
      const [older, newer] = name.split('->').map(Number) as [number, number];
      const proof = hashes.map((hash) => fromHex(hash));
      verifyConsistency(head(older), head(newer), proof);
      const other = head(older - 1).root;
      const refused = [
        () => verifyConsistency({ size: older, root: other }, head(newer), proof),
        () => verifyConsistency(head(older), head(newer), [...proof, other]),
        () => verifyConsistency(head(newer + 1), head(newer), proof),
      ];
      if (proof.length > 0) {
        refused.push(() => verifyConsistency(head(older), head(newer), proof.slice(1)));
      }
      for (const attempt of refused) expect(attempt, name).toThrow(Refused);
    }
  });
});

describe('rfc9497.json', () => {
  const suites = vectors.rfc9497();
  const list = (hex: string) => hex.split(',').map((one) => fromHex(one));

  // The last step, which the product leaves out, ties the vectors' outputs to what it does.
  const finalize = (input: Uint8Array, element: Uint8Array): Uint8Array =>
    sha512(framed(input), framed(element), utf8('Finalize'));

  it.each(suites.flatMap((suite) => suite.vectors.map((v) => [suite.mode, suite, v] as const)))(
    'mode %i: blinded, evaluated, proved, unblinded',
    (mode, suite, vector) => {
      const [inputs, outputs] = [list(vector.Input), list(vector.Output)];
      const blinds = list(vector.Blind);
      const [blinded, evaluated] = [list(vector.BlindedElement), list(vector.EvaluationElement)];
      inputs.forEach((input, k) => {
        const m = blind(input, blinds[k]!.slice(), fromHex(suite.groupDST));
        expect(m).toEqual(blinded[k]);
        const z = Point.decode(m).mul(scalar(suite.skSm));
        expect(z.encode()).toEqual(evaluated[k]);
        expect(finalize(input, unblind(evaluated[k]!, blinds[k]!.slice()))).toEqual(outputs[k]);
      });
      if (mode !== 1) return;
      const points = (all: Uint8Array[]) => all.map((one) => Point.decode(one));
      const key = point(suite.pkSm!);
      const proof = fromHex(vector.Proof!.proof);
      verifyEvaluation(key, points(blinded), points(evaluated), proof);
      const wrong = proof.slice();
      wrong[40]! ^= 1;
      const check = (x: Point, z: Uint8Array[], p: Uint8Array) => () =>
        verifyEvaluation(x, points(blinded), points(z), p);
      expect(check(key, evaluated, wrong)).toThrow(/does not hold/);
      expect(check(key.add(Point.BASE), evaluated, proof)).toThrow(/does not hold/);
      expect(check(key, blinded, proof)).toThrow(/does not hold/);
      expect(check(key, evaluated, proof.slice(1))).toThrow(/64 bytes/);
    },
  );

  it('has vectors of the mode that is used', () => {
    expect(suites.some((suite) => suite.mode === 1 && suite.vectors.length > 0)).toBe(true);
  });
});

describe.each(['tally', 'issuer'] as const)('dkg_%s.json', (committee) => {
  const file = vectors.dkgFile(committee);
  const sessionId = fromHex(file.session_id);
  const { share_encryption: box } = file;

  const hexOf = (points: readonly Point[]) => points.map((point) => toHex(point.encode()));
  const timesBase = (scalars: readonly string[]) =>
    hexOf(scalars.map((one) => Point.BASE.mul(scalar(one))));

  // The vectors have no boxes: any that are well formed do.
  function messageOf(member: (typeof file.members)[number]): Uint8Array {
    const length = 32 * file.public_keys.length + 16;
    const filler = concat(
      Point.BASE.encode(),
      le32(length),
      new Uint8Array(4),
      new Uint8Array(length),
    );
    const boxes = file.members.map(() => filler);
    const committed = fromHex(member.commitments.flat().join(''));
    return concat(le32(member.index), committed, fromHex(member.pok), ...boxes);
  }
  const rules = () => ({
    sessionId,
    committee,
    secrets: file.public_keys.length,
    threshold: file.threshold,
    transportKeys: file.members.map(() => point(box.transport_public)),
  });

  it('commitments and proofs', () => {
    for (const member of file.members) {
      const message = verifyDkgMessage(rules(), member.index, messageOf(member));
      expect(message.commitments.map(hexOf)).toEqual(member.polynomials.map(timesBase));
    }
  });

  it('refuses another member, another session, a changed commitment, a cut off message', () => {
    const member = file.members[0]!;
    const bytes = messageOf(member);
    const check =
      (edit: (copy: Uint8Array) => Uint8Array, as = member.index) =>
      () =>
        verifyDkgMessage(rules(), as, edit(bytes.slice()));
    expect(check((copy) => copy, 2)).toThrow(/of another member/);
    expect(check((copy) => copy.subarray(1))).toThrow(/want \d+ bytes/);
    const identity = check((copy) => (copy.fill(0, 4, 36), copy));
    expect(identity).toThrow(/C_0,0: the identity/);
    const changed = check((copy) => (copy.set(Point.BASE.encode(), 4), copy));
    expect(changed).toThrow(/proof of knowledge/);
    const elsewhere = { ...rules(), sessionId: new Uint8Array(32) };
    expect(() => verifyDkgMessage(elsewhere, 1, bytes)).toThrow(/proof of knowledge/);
  });

  it('keys and public shares', () => {
    const messages = file.members.map((member) =>
      verifyDkgMessage(rules(), member.index, messageOf(member)),
    );
    const { keys, shares } = committeeKeys(rules(), messages);
    expect(hexOf(keys)).toEqual(file.public_keys);
    expect(shares.map(hexOf)).toEqual(file.share_keys);
    expect(file.shares.map(timesBase)).toEqual(file.share_keys);
  });

  it('the key of a box', () => {
    const e = Point.BASE.mul(scalar(box.ephemeral_secret)).encode();
    const s = point(box.transport_public).mul(scalar(box.ephemeral_secret)).encode();
    expect(s).toEqual(Point.decode(e).mul(scalar(box.transport_secret)).encode());
    const elements = { e, t: fromHex(box.transport_public), s };
    const key = dkgBoxKey({ sessionId, committee }, box.from, box.to, elements);
    expect(toHex(key)).toBe(box.key);
  });
});

describe('ballots.json: tokens', () => {
  const file = vectors.ballotFile();
  const issuers = {
    threshold: 2,
    shares: new Map(
      vectors.dkgFile('issuer').share_keys.map(([x], k) => [k + 1, point(x!)] as const),
    ),
  };

  it('blinded and unblinded', () => {
    for (const vector of file.valid) {
      const secrets = tokenSecretsWith(
        fromHex(file.session_id),
        fromHex(vector.y),
        fromHex(vector.blind),
      );
      expect(toHex(secrets.publicKey)).toBe(vector.Y);
      expect(toHex(secrets.blinded)).toBe(vector.blinded);
      for (const [issuer, partial] of entriesOf(vector.partial)) {
        const n = unblind(fromHex(partial), secrets.blind);
        expect(toHex(n)).toBe(vector.parts[issuer]);
      }
    }
  });

  it('a part without its proof makes no token', () => {
    const vector = file.valid[0]!;
    const secrets = tokenSecretsWith(
      fromHex(file.session_id),
      fromHex(vector.y),
      fromHex(vector.blind),
    );
    const parts = Object.entries(vector.partial).map(([issuer, partial]) => ({
      issuer: Number(issuer),
      evaluated: fromHex(partial),
      proof: new Uint8Array(64),
    }));
    expect(() => makeToken(secrets, parts, issuers)).toThrow(/does not hold/);
    expect(() => makeToken(secrets, parts.slice(1), issuers)).toThrow(/fewer parts/);
    expect(() => makeToken(secrets, [parts[0]!, parts[0]!], issuers)).toThrow(/two parts/);
  });
});

describe('token_audit.json', () => {
  const file = vectors.auditFile();
  const context = vectors.contextOf(vectors.ballotFile());
  const shares = vectors.dkgFile('issuer').share_keys.map(([x]) => point(x!));
  const tokens = file.tokens.map(([y, n]) => ({ publicKey: fromHex(y), n: fromHex(n) }));
  const payloads = file.issuers.map(({ index, U, proof }) =>
    concat(le32(index), Uint8Array.of(0), fromHex(U), fromHex(proof)),
  );

  it('sums, shares and the verdict', () => {
    const audit = new TokenAudit(context, tokens);
    expect(toHex(audit.sums.input.encode())).toBe(file.T);
    expect(toHex(audit.sums.n.encode())).toBe(file.N);
    const good = file.issuers.map(({ index }, k) =>
      audit.verify(index, shares[index - 1]!, payloads[k]!),
    );
    expect(audit.allGenuine(good)).toBe(true);
  });

  it('refuses shares of others, and of other tokens; finds a forged token', () => {
    const audit = new TokenAudit(context, tokens);
    const { index } = file.issuers[0]!;
    const wrong = (member: number, x: Point, payload: Uint8Array) => () =>
      audit.verify(member, x, payload);
    expect(wrong(index + 1, shares[index - 1]!, payloads[0]!)).toThrow(/another issuer/);
    expect(wrong(index, Point.BASE, payloads[0]!)).toThrow(/does not hold/);
    expect(wrong(index, shares[index - 1]!, payloads[0]!.subarray(1))).toThrow(Refused);
    const forged = tokens.map((token, k) => (k === 1 ? { ...token, n: tokens[0]!.n } : token));
    const other = new TokenAudit(context, forged);
    expect(() => other.verify(index, shares[index - 1]!, payloads[0]!)).toThrow(/does not hold/);
  });
});

describe('tally.json', () => {
  const file = vectors.tallyFile();
  const ballots = vectors.ballotFile();
  const context = vectors.contextOf(ballots);
  const layout = new BallotLayout(ballots.contests, ballots.pack);
  const publicShares = vectors.dkgFile('tally').share_keys.map((own) => own.map(point));
  const totals = { a: point(file.A), b: file.B.map(point) };
  const counts = file.counts.map(BigInt);
  const verify = (k: number, edit: (copy: Uint8Array) => Uint8Array = (copy) => copy) => {
    const { index, D, proof } = file.shares[k]!;
    const payload = concat(le32(index), fromHex(D.join('')), fromHex(proof));
    return verifyTallyShare(context, totals, index, publicShares[index - 1]!, edit(payload));
  };

  it('totals', () => {
    const verifier = new BallotVerifier(vectors.parametersOf(ballots));
    const all = ballots.valid.map((vector) => verifier.verify(fromHex(vector.bytes)));
    const sums = totalsOf(all, layout.ciphertexts);
    expect(toHex(sums.a.encode())).toBe(file.A);
    expect(sums.b.map((b) => toHex(b.encode()))).toEqual(file.B);
  });

  it('shares open the totals to the counts, and to no others', () => {
    const opened = openTotals(totals, [verify(0), verify(1)]);
    verifyCounts(layout, opened, file.ballots, counts);
    expect(searchCounts(layout, opened, file.ballots)).toEqual(counts);
    const moved = counts.slice();
    const from = moved.findIndex((count) => count > 0n);
    const to = from === 0 ? 1 : 0;
    moved[from]! -= 1n;
    moved[to]! += 1n;
    const wrong =
      (all: bigint[], v = file.ballots) =>
      () =>
        verifyCounts(layout, opened, v, all);
    expect(wrong(moved)).toThrow(/holds others/);
    expect(wrong(counts, file.ballots + 1)).toThrow(/does not add up/);
    expect(wrong(counts.slice(1))).toThrow(/want/);
    expect(() => searchCounts(layout, opened, 1)).toThrow(/holds no counts/);
    expect(() => searchCounts(layout, opened, 100_001)).toThrow(/too many/);
  });

  it('refuses changed shares', () => {
    const flip = (at: number) => (copy: Uint8Array) => ((copy[at]! ^= 1), copy);
    expect(() => verify(0, flip(0))).toThrow(/another trustee/);
    expect(() => verify(0, (copy) => copy.subarray(1))).toThrow(/want/);
    expect(() => verify(0, flip(4 + 32 * layout.ciphertexts + 40))).toThrow(/does not hold/);
    expect(() =>
      verify(0, (copy) => (copy.set(sodium.crypto_core_ristretto255_random(), 4), copy)),
    ).toThrow(/does not hold/);
  });
});
