import { describe, expect, it } from 'vitest';
import {
  formatCode,
  isWholeCode,
  scannedDigest,
} from '../../../client/web/src/pages/code/found.ts';
import { rowShape } from '../../../client/web/src/pages/deputy/row_shape.ts';
import { formatCommitment } from '../../../client/web/src/voter/opening.ts';

const ZH = ['满意', '较满意', '基本满意', '不满意'];
const EN = ['Satisfied', 'Fairly satisfied', 'Basically satisfied', 'Dissatisfied'];

describe('a row of the ballot', () => {
  it('has its buttons beside the name on a tablet, at every type size', () => {
    for (const size of [18, 20, 24, 30]) {
      expect(rowShape(ZH, 732, size), `${size} px`).toBe('beside');
    }
  });

  it('has them below on a phone, four in a line', () => {
    expect(rowShape(ZH, 354, 18)).toBe('below');
    expect(rowShape([...ZH, '弃权'], 354, 18)).toBe('below');
  });

  it('breaks no word of a language that has words', () => {
    expect(rowShape(EN, 1244, 20)).toBe('beside');
    expect(rowShape(EN, 732, 20)).toBe('below');
    expect(rowShape(EN, 354, 20)).toBe('columns');
  });
});

describe('a tracking code', () => {
  it('forms groups while it is typed, and forgives look-alikes', () => {
    expect(formatCode('jcwq9wvgkmjnhkty')).toBe('JCWQ-9WVG-KMJN-HKTY');
    expect(formatCode('Oil')).toBe('011');
    expect(isWholeCode('JCWQ-9WVG-KMJN-HKTY')).toBe(true);
    expect(isWholeCode('JCWQ-9WVG-KMJN-HKT')).toBe(false);
    expect(isWholeCode('JCWQ-9WVG-KMJN-HKTU')).toBe(false);
  });

  it('is read from the QR code as the whole digest', () => {
    const digest = new Uint8Array(32).fill(0xab);
    expect(scannedDigest(formatCommitment(digest))).toBe('ab'.repeat(32));
    expect(scannedDigest('PINGYI-BALLOT:0')).toBeUndefined();
    expect(scannedDigest('https://example.org/')).toBeUndefined();
  });
});
