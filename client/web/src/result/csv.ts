// The result as CSV, byte for byte what `pingyi result --csv` writes: RFC 4180, UTF-8 with the mark
// that spreadsheets want, one line a contest, columns named in Chinese.

import type { ResultRules } from './rules';
import { type Column, cellOf, columnsOf } from './table';
import type { ResultView } from './view';

const BYTE_ORDER_MARK = '\uFEFF';

export function resultCsv(rules: ResultRules, view: ResultView): string {
  if (view.withheld) return BYTE_ORDER_MARK;
  const columns = columnsOf(rules);
  const head = ['kind', 'number', 'name_zh', 'name_en'];
  const lines = [[...head, ...columns.map((column) => columnName(rules, column))]];
  view.contests.forEach((contest, index) => {
    const name = rules.contests[index];
    lines.push([
      rules.kind,
      String(index + 1),
      name?.zh ?? '',
      name?.en ?? '',
      ...columns.map((column) => cellOf(rules, contest, column)),
    ]);
  });
  return BYTE_ORDER_MARK + lines.map((line) => `${line.map(quote).join(',')}\r\n`).join('');
}

function columnName(rules: ResultRules, column: Column): string {
  switch (column.kind) {
    case 'level':
      return rules.levels[column.level]?.name.zh ?? '';
    case 'blank':
      return '弃权';
    case 'sum':
      return '合计';
    case 'divisor':
      return '分母';
    case 'rate':
      return `${rules.levels[0]?.name.zh ?? ''}率%`;
    case 'score':
      return '得分';
    case 'grade':
      return '等次';
    case 'place':
      return '名次';
  }
}

function quote(cell: string): string {
  return /[,"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
