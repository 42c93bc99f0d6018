import { describe, expect, it } from 'vitest';
import { fromHex, toBase32, toHex } from '../../../client/web/src/bytes.ts';
import { formatTyped, readScanned, readTyped } from '../../../client/web/src/crypto/slip.ts';

const SECRET = '00112233445566778899aabbccddeeff';
const CODE = '008J4-CT4AN-K7F24-SNAXW-SQFEZ-W1';

function secretOf(text: string): string {
  const typed = readTyped(text);
  return typed.state === 'complete' ? toHex(typed.secret) : typed.state;
}

describe('a typed slip', () => {
  it('is read as it is printed', () => {
    expect(secretOf(CODE)).toBe(SECRET);
  });

  it('forgives case, dashes, spaces, look-alikes and full-width letters', () => {
    expect(secretOf('oo8j4 ct4an k7f24 snaxw sqfez wl')).toBe(SECRET);
    expect(secretOf('００８Ｊ４ＣＴ４ＡＮＫ７Ｆ２４ＳＮＡＸＷＳＱＦＥＺＷ１')).toBe(SECRET);
  });

  it('says how many symbols are missing', () => {
    expect(readTyped('008J4-CT4')).toEqual({ state: 'partial', missing: 19 });
  });

  it('finds any one symbol mistyped', () => {
    const symbols = CODE.replace(/-/g, '');
    for (let i = 0; i < symbols.length; ++i) {
      const wrong = symbols.charAt(i) === '7' ? '5' : '7';
      const mistyped = symbols.slice(0, i) + wrong + symbols.slice(i + 1);
      expect(readTyped(mistyped).state, `symbol ${i}`).toBe('wrong-check');
    }
  });

  it('finds any two neighbours swapped', () => {
    const symbols = CODE.replace(/-/g, '');
    for (let i = 0; i + 1 < symbols.length; ++i) {
      const [a, b] = [symbols.charAt(i), symbols.charAt(i + 1)];
      if (a !== b) {
        const swapped = symbols.slice(0, i) + b + a + symbols.slice(i + 2);
        expect(readTyped(swapped).state, `symbols ${i}, ${i + 1}`).toBe('wrong-check');
      }
    }
  });

  it('names a symbol that no slip has', () => {
    expect(readTyped('008J4-CU4')).toEqual({ state: 'wrong-symbol', at: 6 });
  });

  it('is not longer than a slip', () => {
    expect(readTyped(`${CODE}7`)).toEqual({ state: 'wrong-symbol', at: 27 });
  });

  it('forms groups while it is typed', () => {
    expect(formatTyped('oo8j4ct')).toBe('008J4-CT');
    expect(formatTyped(CODE.toLowerCase())).toBe(CODE);
  });
});

describe('a scanned slip', () => {
  const session = 'ab'.repeat(32);
  const fragment = toBase32(fromHex(SECRET)) + toBase32(fromHex(session));

  it('is the fragment of an address, or the fragment alone', () => {
    for (const payload of [`https://10.0.0.1:7443/#${fragment}`, `#${fragment}`, fragment]) {
      const slip = readScanned(payload);
      expect(slip && toHex(slip.secret)).toBe(SECRET);
      expect(slip && toHex(slip.sessionId)).toBe(session);
    }
  });

  it('is nothing else', () => {
    for (const payload of ['', '#', 'https://10.0.0.1/', fragment.slice(1), `${fragment}0`]) {
      expect(readScanned(payload)).toBeUndefined();
    }
    expect(readScanned(fragment.replace(/.$/, 'Z'))).toBeUndefined();
    expect(readScanned(`${fragment.slice(0, 25)}1${fragment.slice(26)}`)).toBeUndefined();
  });
});
