// The tablet's cryptography with the real arithmetic: what it makes, a verifier
// takes; what it used up or was not its own, it refuses.
import { beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../../../client/web/src/bytes.ts';
import { checkOpening } from '../../../client/web/src/crypto/ballot/prove.ts';
import { BallotVerifier } from '../../../client/web/src/crypto/ballot/verify.ts';
import { BallotParameters } from '../../../client/web/src/crypto/ballot/parameters.ts';
import { ballotHash } from '../../../client/web/src/crypto/identifiers.ts';
import { sodium, sodiumReady } from '../../../client/web/src/crypto/sodium.ts';
import * as statement from '../../../client/web/src/crypto/statement.ts';
import { layoutOf } from '../../../client/web/src/log/layout.ts';
import { TabletCrypto } from '../../../client/web/src/voter/crypto.ts';
import { parseOpening } from '../../../client/web/src/voter/opening.ts';
import type { IssuedPart } from '../../../client/web/src/voter/ports.ts';
import type { LoggedSession } from '../../../client/web/src/voter/tablet_log.ts';
import { evaluate } from '../crypto/issuer.ts';
import { Committee, context } from '../crypto/session.ts';

const ROWS = { contests: 3, levels: 4 };
const CHOICES = [0, 3, 1];

let session: LoggedSession;
let issuers: Committee;
let receiptKey: { readonly publicKey: Uint8Array; readonly privateKey: Uint8Array };
const tablet = new TabletCrypto();

beforeAll(async () => {
  await sodiumReady;
  issuers = new Committee(1, 2);
  receiptKey = sodium.crypto_sign_keypair();
  const name = { zh: '甲', en: '' };
  const manifest = {
    contests: Array.from({ length: ROWS.contests }, () => name),
    levels: Array.from({ length: ROWS.levels }, () => ({ name, weight: 0 })),
    blankAllowed: false,
    pack: 2,
    logKey: receiptKey.publicKey,
  };
  const layout = layoutOf(manifest);
  const keys = new Committee(layout.ciphertexts, 2).keys;
  // What the tablet's cryptography reads of a session.
  session = {
    sessionId: context.sessionId,
    keyId: context.keyId,
    log: { manifest },
    issuerKeys: {
      threshold: 2,
      shares: new Map([1, 2, 3].map((k) => [k, issuers.publicShare(k)[0]!])),
    },
    ballotParameters: new BallotParameters(context, layout, keys),
  } as unknown as LoggedSession;
});

function token(): { secret: Uint8Array; parts: IssuedPart[] } {
  const secret = tablet.newTokenSecret(context.sessionId);
  const blinded = tablet.blinded(session, secret);
  const parts = [1, 3].map((issuer) => ({
    issuer,
    ...evaluate(issuers.share(issuer)[0]!, blinded),
  }));
  return { secret, parts };
}

describe('a token', () => {
  it('is asked for by the same request every time', () => {
    const secret = tablet.newTokenSecret(context.sessionId);
    expect(tablet.blinded(session, secret)).toEqual(tablet.blinded(session, secret));
    expect(tablet.newTokenSecret(context.sessionId)).not.toEqual(secret);
  });

  it('takes proved parts only', () => {
    const { secret, parts } = token();
    parts.forEach((part) => tablet.checkPart(session, secret, part));
    const [first] = parts;
    expect(() => tablet.checkPart(session, secret, { ...first!, issuer: 2 })).toThrow(
      /issuer 2|hold/,
    );
  });
});

describe('a ballot', () => {
  it('is one that verifiers take, with the code that was shown', () => {
    const { secret, parts } = token();
    const encrypted = tablet.encrypt(session, CHOICES);
    const ballot = encrypted.prove(secret, parts);
    expect(() => new BallotVerifier(session.ballotParameters).verify(ballot)).not.toThrow();
    expect(tablet.trackingOf(session, ballot)).toEqual(encrypted.tracking);
    expect(tablet.unblind(session, secret, parts).map(({ issuer }) => issuer)).toEqual([1, 3]);
  });

  it('is the same with most of the proof made beforehand', async () => {
    const { secret, parts } = token();
    const encrypted = tablet.encrypt(session, CHOICES);
    // The preparation has begun and ended once a later timer fires.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const ballot = encrypted.prove(secret, parts);
    expect(() => new BallotVerifier(session.ballotParameters).verify(ballot)).not.toThrow();
  });

  it('opens to what was chosen, and then cannot be cast', () => {
    const { secret, parts } = token();
    const encrypted = tablet.encrypt(session, CHOICES);
    const opening = parseOpening(encrypted.open(), ROWS.contests);
    expect([...opening.choices]).toEqual(CHOICES);
    checkOpening(session.ballotParameters, encrypted.tracking.digest, opening);
    expect(() => encrypted.prove(secret, parts)).toThrow(/used up/);
    expect(() => encrypted.open()).toThrow(/used up/);
  });

  it('once proved or discarded cannot be opened', () => {
    const { secret, parts } = token();
    const proved = tablet.encrypt(session, CHOICES);
    proved.prove(secret, parts);
    expect(() => proved.open()).toThrow(/used up/);
    const discarded = tablet.encrypt(session, CHOICES);
    discarded.discard();
    expect(() => discarded.open()).toThrow(/used up/);
  });

  it('is encrypted afresh each time', () => {
    const [one, two] = [tablet.encrypt(session, CHOICES), tablet.encrypt(session, CHOICES)];
    expect(one.tracking.code).not.toBe(two.tracking.code);
  });
});

describe('a receipt', () => {
  it('is the log’s own, for this ballot', () => {
    const ballot = new Uint8Array(100).fill(3);
    const sign = (bytes: Uint8Array): Uint8Array =>
      sodium.crypto_sign_detached(
        statement.statementBytes(context.sessionId, statement.receipt(ballotHash(bytes))),
        receiptKey.privateKey,
      );
    expect(tablet.receiptHolds(session, ballot, sign(ballot))).toBe(true);
    expect(tablet.receiptHolds(session, ballot, sign(new Uint8Array(100)))).toBe(false);
    expect(tablet.receiptHolds(session, ballot, new Uint8Array(64))).toBe(false);
  });
});

describe('what a slip seals', () => {
  it('opens with that slip, in that session, unchanged, and with nothing else', () => {
    const secret = (n: number): Uint8Array => new Uint8Array(16).fill(n);
    const keys = tablet.slipKeys(secret(1), context.sessionId);
    const sealed = keys.seal(utf8('state'));
    expect(keys.unseal(sealed)).toEqual(utf8('state'));
    expect(tablet.slipKeys(secret(1), context.sessionId).unseal(sealed)).toEqual(utf8('state'));
    expect(tablet.slipKeys(secret(2), context.sessionId).unseal(sealed)).toBeUndefined();
    expect(tablet.slipKeys(secret(1), new Uint8Array(32)).unseal(sealed)).toBeUndefined();
    expect(keys.unseal(sealed.map((byte, i) => (i === 30 ? byte ^ 1 : byte)))).toBeUndefined();
    expect(keys.unseal(sealed.slice(0, 10))).toBeUndefined();
  });

  it('stands under a name that tells neither slip nor key', () => {
    const keys = tablet.slipKeys(new Uint8Array(16).fill(1), context.sessionId);
    const other = tablet.slipKeys(new Uint8Array(16).fill(2), context.sessionId);
    expect(keys.storageName).toMatch(/^[0-9a-f]{32}-[0-9a-f]{32}$/);
    expect(keys.storageName).not.toBe(other.storageName);
    expect(keys.storageName.slice(0, 32)).toBe(other.storageName.slice(0, 32));
  });
});
