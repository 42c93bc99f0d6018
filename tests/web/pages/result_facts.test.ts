import { expect, test } from 'vitest';
import { fileName, inGroups } from '../../../client/web/src/pages/result/facts.ts';
import { someRules } from './sitting.ts';

test('a saved file is named for the day and the session, and a rehearsal says so', () => {
  const rules = someRules(1);
  expect(fileName(rules, 'ab'.repeat(32), 'csv')).toBe('pingyi-result-2020-03-19-abababab.csv');
  const rehearsal = { ...rules, kind: 'rehearsal' } as const;
  expect(fileName(rehearsal, 'ab'.repeat(32), 'xlsx')).toBe(
    'pingyi-rehearsal-2020-03-19-abababab.xlsx',
  );
});

test('hashes are read in groups', () => {
  expect(inGroups('0123456789', 4)).toBe('0123 4567 89');
  expect(inGroups('')).toBe('');
});
