// Bytes, slips, identifiers and statements.
import { beforeAll, describe, expect, it } from 'vitest';
import * as bytes from '../../../client/web/src/bytes';
import { Credential, openState, sealState } from '../../../client/web/src/crypto/credential';
import { formatFragment, formatSlip } from '../../../client/web/src/crypto/slip';
import { parseScanned, parseSlip } from '../../../client/web/src/crypto/slip';
import { isVerifyKey, verifySignature } from '../../../client/web/src/crypto/ed25519';
import { countsHash, trackingCode } from '../../../client/web/src/crypto/identifiers';
import * as merkle from '../../../client/web/src/crypto/merkle';
import { sodium, sodiumReady } from '../../../client/web/src/crypto/sodium';
import * as statement from '../../../client/web/src/crypto/statement';
import { Refused } from '../../../client/web/src/refused';

const { concat, fromHex, toHex, utf8 } = bytes;
const sessionId = fromHex('b1a30df5316984cbbc2f9656b926c0ea5df75f9b0eda6d82707dbcb158ada277');
beforeAll(() => sodiumReady);

describe('bytes', () => {
  it('have exactly one hexadecimal and one base64 spelling', () => {
    for (const bad of ['AB', 'a', 'zz', 'a b', '0x00']) {
      expect(() => fromHex(bad), bad).toThrow(Refused);
    }
    expect(() => fromHex('00', 2)).toThrow(/want 2 bytes, got 1/);
    for (const bad of ['AA', 'AA=', 'AA==\n', 'AB==', 'A===', 'AA==AA==', '_w==']) {
      expect(() => bytes.fromBase64(bad), bad).toThrow(Refused);
    }
    for (let n = 0; n < 10; ++n) {
      const random = sodium.randombytes_buf(n);
      expect(bytes.fromBase64(bytes.toBase64(random))).toEqual(random);
      expect(bytes.fromBase32(bytes.toBase32(random), n)).toEqual(random);
      expect(fromHex(toHex(random))).toEqual(random);
    }
  });

  it('in base32 forgive case and look-alikes, and nothing else', () => {
    expect(toHex(bytes.fromBase32('oIlg', 2))).toBe('0043');
    expect(() => bytes.fromBase32('01', 2)).toThrow(/length/);
    expect(() => bytes.fromBase32('00U0', 2)).toThrow(/symbol/);
    expect(() => bytes.fromBase32('01', 1)).toThrow(/filling/);
  });

  it('of integers have the order that their name says', () => {
    expect(toHex(bytes.le32(0x01020304))).toBe('04030201');
    expect(toHex(bytes.le64(0x0102030405060708n))).toBe('0807060504030201');
    expect(toHex(bytes.be64(258))).toBe('0000000000000102');
    expect(bytes.readLe64(bytes.le64(2n ** 64n - 1n))).toBe(2n ** 64n - 1n);
    expect(bytes.readBe64(bytes.be64(7))).toBe(7n);
    expect(() => bytes.readLe32(new Uint8Array(3))).toThrow(/cut off/);
    expect(() => bytes.le32(2 ** 32)).toThrow(RangeError);
    expect(() => bytes.le64(-1)).toThrow(RangeError);
  });

  it('are compared as the log sorts them', () => {
    const sorted = ['', '00', '00ff', '01', 'ff'].map((hex) => fromHex(hex));
    const shuffled = [...sorted].reverse().sort(bytes.compareBytes);
    expect(shuffled).toEqual(sorted);
  });

  it('that are not UTF-8 are refused; a byte order mark stays', () => {
    expect(() => bytes.fromUtf8(Uint8Array.of(0xff))).toThrow(Refused);
    expect(bytes.fromUtf8(utf8('\ufeff评'))).toBe('\ufeff评');
  });
});

describe('slips', () => {
  const secret = fromHex('00112233445566778899aabbccddeeff');
  const printed = '008J4-CT4AN-K7F24-SNAXW-SQFEZ-W1';

  it('are printed as the protocol shows', () => {
    expect(formatSlip(secret)).toBe(printed);
    expect(parseSlip(printed)).toEqual(secret);
  });

  it.each([
    ['lower case, without groups', '008j4ct4ank7f24snaxwsqfezw1'],
    ['letters for digits', 'oo8J4-CT4AN-K7F24-SNAXW-SQFEZ-Wl'],
    ['spaces and other dashes', ' 008J4 CT4AN–K7F24—SNAXW−SQFEZ　W1 '],
    ['full-width letters', '００８Ｊ４－ＣＴ４ＡＮ－Ｋ７Ｆ２４－ＳＮＡＸＷ－ＳＱＦＥＺ－Ｗ１'],
  ])('are read with %s', (_name, typed) => {
    expect(parseSlip(typed)).toEqual(secret);
  });

  it('with any one symbol wrong, or two neighbours exchanged, are refused', () => {
    const symbols = printed.replaceAll('-', '');
    const refused = (typed: string) => expect(() => parseSlip(typed), typed).toThrow(Refused);
    for (let at = 0; at < symbols.length; ++at) {
      for (const other of bytes.BASE32_ALPHABET) {
        if (other !== symbols[at]) refused(symbols.slice(0, at) + other + symbols.slice(at + 1));
      }
      const [a, b] = [symbols[at], symbols[at + 1]];
      if (b !== undefined && a !== b) refused(symbols.slice(0, at) + b + a + symbols.slice(at + 2));
    }
    expect(() => parseSlip(symbols.slice(1))).toThrow(/1 of 27 symbols are missing/);
    expect(() => parseSlip(symbols.replace('J', '评'))).toThrow(/in no slip/);
    expect(() => parseSlip(symbols.replace('J', 'K'))).toThrow(/mistyped/);
  });

  it('take every check symbol, and keep it', () => {
    const seen = new Set<string>();
    for (let k = 0; k < 2000; ++k) {
      const random = sodium.randombytes_buf(16);
      const text = formatSlip(random);
      seen.add(text.at(-1)!);
      expect(parseSlip(text.toLowerCase())).toEqual(random);
    }
    expect(seen.size).toBe(37);
  });

  it('in a QR code hold the session too', () => {
    const fragment = formatFragment({ secret, sessionId });
    expect(fragment.length).toBe(78);
    expect(parseScanned(`https://hall.local:8443/#${fragment}`)).toEqual({ secret, sessionId });
    expect(parseScanned(fragment)).toEqual({ secret, sessionId });
    for (const bad of ['', '#', `#${fragment}0`, fragment.slice(1), `${fragment.slice(0, 77)}1`]) {
      expect(() => parseScanned(bad), bad).toThrow(Refused);
    }
    expect(() => parseScanned('https://example.org/')).toThrow(/not the QR code/);
  });

  it('sign with the seed that the protocol names', () => {
    const credential = new Credential(secret);
    const seed = sodium.crypto_hash_sha512(concat(utf8('pingyi-v1-credential\n'), secret));
    const expected = sodium.crypto_sign_seed_keypair(seed.slice(0, 32)).publicKey;
    expect(credential.publicKey).toEqual(expected);
    const closing = statement.closing();
    const signature = credential.sign(sessionId, closing);
    const check = (id: Uint8Array, what: statement.Statement) =>
      statement.verifyStatement(credential.publicKey, id, what, signature);
    expect(check(sessionId, closing)).toBe(true);
    expect(check(new Uint8Array(32), closing)).toBe(false);
    expect(check(sessionId, statement.abort(''))).toBe(false);
    credential.wipe();
    expect(secret).toEqual(fromHex('00112233445566778899aabbccddeeff'));
  });

  it('seal what is kept on the tablet, for one slip and session', () => {
    const key = new Credential(secret).storageKey(sessionId);
    const sealed = sealState(key, 'voter', utf8('三'));
    expect(openState(key, 'voter', sealed)).toEqual(utf8('三'));
    expect(sealState(key, 'voter', utf8('三'))).not.toEqual(sealed);
    const others = [
      new Credential(secret).storageKey(new Uint8Array(32)),
      new Credential(new Uint8Array(16)).storageKey(sessionId),
    ];
    for (const other of others) expect(() => openState(other, 'voter', sealed)).toThrow(Refused);
    expect(() => openState(key, 'other', sealed)).toThrow(/of another slip/);
    const changed = sealed.map((byte, at) => (at === 30 ? byte ^ 1 : byte));
    expect(() => openState(key, 'voter', changed)).toThrow(/damaged/);
    expect(() => openState(key, 'voter', new Uint8Array(24))).toThrow(/cut off/);
  });
});

describe('identifiers', () => {
  it('write a tracking code in four groups', () => {
    const digest = fromHex('81d59901c54bd66f57dc5fb907d513f1164b90eb73ceac1ce158132b46bb6e32');
    expect(trackingCode(digest)).toBe('G7AS-J0E5-9FB6-YNYW');
  });

  it('hash the counts of a withheld result as nothing', () => {
    expect(toHex(countsHash([]))).toMatch(/^e3b0c442/);
    expect(countsHash([1, 2])).toEqual(countsHash([1n, 2n]));
    expect(countsHash([0])).not.toEqual(countsHash([]));
  });
});

describe('statements', () => {
  const h = (byte: number) => new Uint8Array(32).fill(byte);
  const body = (made: statement.Statement) => toHex(made.body);
  const head = { size: 5, root: h(0xaa) };

  it('have the bytes of section 5', () => {
    const tally = '050000000000000074616c6c79';
    const issuer = '0600000000000000697373756572';
    const five = `0500000000000000${'aa'.repeat(32)}`;
    const cases: [statement.Statement, string][] = [
      [statement.dkgCommit('tally', 2, h(1)), `${tally}02000000${'01'.repeat(32)}`],
      [statement.dkgMessage('issuer', 1, h(2)), `${issuer}01000000${'02'.repeat(32)}`],
      [
        statement.dkgConfirm('tally', 1, [], [h(3)]),
        `${tally}01000000e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855${'03'.repeat(32)}`,
      ],
      [
        statement.dkgComplaint('tally', 1, 2, h(4), h(5)),
        `${tally}0100000002000000${'04'.repeat(32)}${'05'.repeat(32)}`,
      ],
      [statement.activeSet(1, [1, 3]), '01000000020000000100000003000000'],
      [statement.reissue(7, h(6)), `07000000${'06'.repeat(32)}`],
      [statement.request(h(7), 9, h(8)), `${'07'.repeat(32)}0900000001000000${'08'.repeat(32)}`],
      [statement.open(h(7), h(9), 29), `${'07'.repeat(32)}00000000${'09'.repeat(32)}1d000000`],
      [statement.closing(), '00000000'],
      [statement.close(head), `00000000${five}`],
      [statement.auditShare(head, h(1)), `00000000${five}${'01'.repeat(32)}`],
      [statement.tallyShare(head, h(1)), `00000000${five}${'01'.repeat(32)}`],
      [statement.zeroCheck(head), five],
      [statement.verified(head, h(1)), `${five}${'01'.repeat(32)}`],
      [statement.objection(head, '否'), `${five}e590a6`],
      [statement.announce(h(1)), `00000000${'01'.repeat(32)}`],
      [statement.abort('否'), '00000000e590a6'],
      [statement.receipt(h(1)), `00000000${'01'.repeat(32)}`],
      [statement.serve(h(1), 'official'), `${'01'.repeat(32)}08000000000000006f6666696369616c`],
    ];
    for (const [made, expected] of cases) expect(body(made), made.kind).toBe(expected);
    const confirmed = body(statement.confirm(2, true, []));
    expect(confirmed).toMatch(/^000000000200000001e3b0c442/);
    expect(new Set(cases.map(([made]) => made.kind)).size).toBe(cases.length);
  });

  it('begin with the suite, the kind and the session', () => {
    const signed = statement.statementBytes(sessionId, statement.closing());
    const expected = concat(utf8('pingyi-v1-closing\n'), sessionId, bytes.le32(0));
    expect(signed).toEqual(expected);
    const hash = sodium.crypto_hash_sha256(
      statement.statementBytes(sessionId, statement.activeSet(1, [1])),
    );
    expect(statement.activeSetHash(sessionId, 1, [1])).toEqual(hash);
  });

  it('refuse keys and signatures that are not proper', () => {
    const pair = sodium.crypto_sign_keypair();
    const message = utf8('x');
    const signature = sodium.crypto_sign_detached(message, pair.privateKey);
    expect(verifySignature(pair.publicKey, message, signature)).toBe(true);
    expect(verifySignature(pair.publicKey, utf8('y'), signature)).toBe(false);
    expect(verifySignature(pair.publicKey, message, signature.subarray(1))).toBe(false);
    expect(verifySignature(pair.publicKey.subarray(1), message, signature)).toBe(false);
    expect(isVerifyKey(pair.publicKey)).toBe(true);
    const identity = new Uint8Array(32).fill(1, 0, 1);
    const order8 = fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05');
    const mixed = sodium.crypto_core_ed25519_add(pair.publicKey, order8);
    for (const bad of [identity, order8, mixed, new Uint8Array(32), new Uint8Array(31)]) {
      expect(isVerifyKey(bad)).toBe(false);
    }
    const tooLarge = signature.slice();
    tooLarge[63]! |= 0xe0;
    expect(verifySignature(pair.publicKey, message, tooLarge)).toBe(false);
  });
});

describe('tiles', () => {
  it('have the paths of the protocol', () => {
    expect(merkle.entryTilePath(1234067)).toBe('tile/entries/x001/x234/067');
    expect(merkle.entryTilePath(0, 17)).toBe('tile/entries/000.p/17');
    expect(merkle.hashTilePath(1, 1000)).toBe('tile/1/x001/000');
  });

  it('of leaves are taken apart, and refused if cut off or of another number', () => {
    const bundle = fromHex('0001aa00000002bbcc');
    expect(merkle.entriesOf(bundle, 3).map(toHex)).toEqual(['aa', '', 'bbcc']);
    expect(() => merkle.entriesOf(bundle, 2)).toThrow(/want 2 leaves, got 3/);
    expect(() => merkle.entriesOf(bundle.subarray(0, 8), 3)).toThrow(/cut off/);
    expect(() => merkle.entriesOf(bundle.subarray(0, 4), 2)).toThrow(/cut off/);
  });
});
