import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resultCsv } from '../../../client/web/src/result/csv.ts';
import type { ResultRules } from '../../../client/web/src/result/rules.ts';
import { announcementScript } from '../../../client/web/src/result/script.ts';
import { agrees, notReturned } from '../../../client/web/src/result/turnout.ts';
import { viewResult } from '../../../client/web/src/result/view.ts';
import { formulas, percentOf } from '../../../client/web/src/result/words.ts';
import { resultXlsx } from '../../../client/web/src/result/xlsx.ts';
import { crc32 } from '../../../client/web/src/result/zip.ts';
import { zhenhai } from './cases.ts';

const TURNOUT = { entitled: 33, present: 30, issued: 30, returned: 29, voided: 0 };

function everything(): { rules: ResultRules; view: ReturnType<typeof viewResult> } {
  const { rules: plain, counts } = zhenhai();
  const rules: ResultRules = {
    ...plain,
    kind: 'rehearsal',
    contests: plain.contests.map((name, index) =>
      index === 0 ? { zh: '教育, "惠民"', en: 'Schools & <more>' } : name,
    ),
    counting: {
      denominator: 'returned',
      grades: [
        { name: { zh: '好', en: 'Good' }, levels: 1, basisPoints: 8050, strictlyMore: true },
      ],
      score: true,
      ranking: true,
    },
  };
  return { rules, view: viewResult(rules, counts, TURNOUT) };
}

test('writes CSV as RFC 4180 and spreadsheets want it', () => {
  const { rules, view } = everything();
  const lines = resultCsv(rules, view).split('\r\n');
  expect(lines[0]).toBe(
    '\uFEFFkind,number,name_zh,name_en,满意,基本满意,不满意,合计,满意率%,得分,等次,名次',
  );
  expect(lines[1]).toBe('rehearsal,1,"教育, ""惠民""",Schools & <more>,28,1,0,29,96.55,98.62,好,2');
  expect(lines[2]).toBe('rehearsal,2,公共卫生服务能力提升,,20,8,1,29,68.97,85.52,-,6');
  expect(lines).toHaveLength(10);
  expect(lines[9]).toBe('');
});

test('a divisor of every department’s own has a column', () => {
  const { rules, view } = everything();
  const graded: ResultRules = {
    ...rules,
    counting: { ...rules.counting, denominator: 'graded', grades: [], score: false },
  };
  const lines = resultCsv(graded, view).split('\r\n');
  expect(lines[0]?.split(',').slice(4)).toEqual(
    '满意,基本满意,不满意,合计,分母,满意率%,名次'.split(','),
  );
  expect(lines[2]?.split(',').slice(4)).toEqual('20,8,1,29,29,68.97,6'.split(','));
});

test('the script has every number, and marks a rehearsal at both ends', () => {
  const { rules, view } = everything();
  const zh = announcementScript(rules, TURNOUT, view, 'zh');
  expect(zh[0]).toContain('不是正式表决');
  expect(zh.at(-1)).toContain('不是正式表决');
  expect(zh[2]).toBe(
    '应到代表 33 名，实到 30 名；发出评议票 30 张，收回有效票 29 张，未交 1 张；没有无效票。',
  );
  expect(zh[5]).toBe('2. 公共卫生服务能力提升：满意 20 票，基本满意 8 票，不满意 1 票；等次：无。');
  const en = announcementScript(rules, { ...TURNOUT, voided: 2 }, view, 'en');
  expect(en[2]).toContain('2 invalid and not counted');
  expect(en[4]).toBe(
    '1. Schools & <more>: Satisfied 28, Basically satisfied 1, Dissatisfied 0; grade: Good.',
  );
});

test('the script of a withheld result says why there are no counts', () => {
  const { rules } = zhenhai();
  const none = { ballots: 4, withheld: true, contests: [] };
  const text = announcementScript(rules, { ...TURNOUT, returned: 4 }, none, 'zh').join('');
  expect(text).toContain('只有 4 张');
  expect(text).not.toContain('演练');
});

test('says what a rate is divided by, and whether "more than" is strict', () => {
  const { rules } = everything();
  const zh = formulas(rules, 29, 'zh');
  expect(zh[0]).toContain('收回有效票数（29）');
  expect(zh[2]).toContain('超过 80.5%');
  expect(formulas(rules, null, 'en')[0]).toContain('valid ballots returned;');
  expect([percentOf(8000), percentOf(6667), percentOf(0), percentOf(5)]).toEqual([
    '80',
    '66.67',
    '0',
    '0.05',
  ]);
});

test('who did not return a ballot is neither invalid nor an abstention', () => {
  expect(notReturned(TURNOUT)).toBe(1);
  expect(agrees(TURNOUT)).toBe(true);
  expect(agrees({ ...TURNOUT, returned: 31 })).toBe(false);
  expect(agrees({ ...TURNOUT, issued: 31 })).toBe(false);
  expect(agrees({ ...TURNOUT, present: 34 })).toBe(false);
});

test('CRC-32 is the usual one', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});

// Python's zipfile and XML parser are other people's readers of what we write.
const READER = `
import json, sys, zipfile
import xml.etree.ElementTree as E
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
for n in z.namelist(): E.fromstring(z.read(n))
s = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
def cell(c):
    f, v = c.find(s + 'f'), c.find(s + 'v')
    return [c.get('r'), None if f is None else f.text,
            ''.join(c.itertext()) if v is None else float(v.text)]
sheet = E.fromstring(z.read('xl/worksheets/sheet1.xml'))
print(json.dumps([[cell(c) for c in r] for r in sheet.iter(s + 'row')]))
`;

test('writes a spreadsheet that another program reads, with sums it can add up again', () => {
  const { rules, view } = everything();
  const hash = 'ab'.repeat(32);
  const sheet = { rules, view, turnout: TURNOUT, sessionId: hash, root: hash };
  const folder = mkdtempSync(join(tmpdir(), 'pingyi-xlsx-'));
  try {
    const path = join(folder, 'result.xlsx');
    writeFileSync(path, resultXlsx(sheet, 'zh'));
    const out = execFileSync('/usr/bin/python3', ['-c', READER, path], { encoding: 'utf8' });
    const rows = JSON.parse(out) as [string, string | null, string | number][][];
    const values = rows.map((row) => row.map((cell) => cell[2]));
    expect(values[0]).toEqual(['演练，不是正式表决']);
    const head = values.findIndex((row) => row[0] === '序号');
    expect(values[head]?.slice(1)).toEqual(
      '部门,满意,基本满意,不满意,合计,满意率 %,得分,等次,名次'.split(','),
    );
    expect(values[head + 2]).toEqual([
      2,
      '公共卫生服务能力提升',
      20,
      8,
      1,
      29,
      68.97,
      85.52,
      '-',
      6,
    ]);
    const line = head + 3;
    expect(rows[head + 2]?.[5]).toEqual([`F${line}`, `SUM(C${line}:E${line})`, 29]);
    expect(values.flat()).toContain('教育, "惠民"');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
