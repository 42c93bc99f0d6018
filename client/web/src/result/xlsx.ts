// The result as a spreadsheet (Office Open XML), written in the browser: one sheet with the heading,
// the turnout, the table and what every column means. Counts are numbers, and each row's sum is a
// formula over them, so that the reader's own program adds them up again.

import { utf8 } from '../bytes';
import type { ResultRules } from './rules';
import { type Column, cellOf, columnsOf } from './table';
import { notReturned, type Turnout } from './turnout';
import { type ContestView, type ResultView, commonDivisor } from './view';
import { type Language, columnHead, formulas, nameIn } from './words';
import { zip } from './zip';

/** What is printed around the table, in the reader's language. */
export interface Sheet {
  readonly rules: ResultRules;
  readonly view: ResultView;
  readonly turnout: Turnout;
  /** 64 hexadecimal digits each. */
  readonly sessionId: string;
  readonly root: string;
}

/** Styles of the cells, as styles.xml below numbers them. */
const PLAIN = 0;
const BOLD = 1;
const TWO_DECIMALS = 2;

type Cell =
  | { readonly text: string; readonly style?: number }
  | { readonly value: string; readonly formula?: string; readonly style?: number };

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export function resultXlsx(sheet: Sheet, language: Language): Uint8Array {
  const files: [string, string][] = [
    ['[Content_Types].xml', contentTypes()],
    ['_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])],
    ['xl/workbook.xml', workbook(language)],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        ['worksheet', 'worksheets/sheet1.xml'],
        ['styles', 'styles.xml'],
      ]),
    ],
    ['xl/styles.xml', styles()],
    ['xl/worksheets/sheet1.xml', worksheet(rowsOf(sheet, language))],
  ];
  return zip(files.map(([name, text]) => ({ name, data: utf8(XML + text) })));
}

function rowsOf(sheet: Sheet, language: Language): Cell[][] {
  const rows: Cell[][] = [...heading(sheet, language), []];
  rows.push(...table(sheet, rows.length, language));
  rows.push([], ...foot(sheet, language));
  return rows;
}

function heading({ rules, turnout }: Sheet, language: Language): Cell[][] {
  const zh = language === 'zh';
  const fact = (inZh: string, inEn: string, value: Cell): Cell[] => [text(zh ? inZh : inEn), value];
  return [
    ...(rules.kind === 'rehearsal'
      ? [[bold(zh ? '演练，不是正式表决' : 'REHEARSAL, not the vote')]]
      : []),
    [bold(nameIn(rules.title, language))],
    [bold(zh ? '计票结果报告单' : 'Result sheet')],
    fact('评议年度', 'Evaluated year', number(rules.evaluatedYear)),
    fact('会议日期', 'Date of the meeting', text(rules.meetingDate)),
    fact('地点', 'Place', text(rules.place)),
    fact('应到', 'Entitled', number(turnout.entitled)),
    fact('实到', 'Present', number(turnout.present)),
    fact('发出', 'Issued', number(turnout.issued)),
    fact('收回（有效）', 'Returned (valid)', number(turnout.returned)),
    fact('未交', 'Not returned', number(notReturned(turnout))),
    fact('无效（不计）', 'Invalid (not counted)', number(turnout.voided)),
  ];
}

/** `above` rows stand above it; a withheld result has none. */
function table({ rules, view }: Sheet, above: number, language: Language): Cell[][] {
  if (view.withheld) return [];
  const zh = language === 'zh';
  const columns = columnsOf(rules);
  const heads = columns.map((column) => columnHead(rules, column, language));
  const rows = view.contests.map((contest, index) => {
    const name = rules.contests[index];
    const line = above + index + 2;
    return [
      number(index + 1),
      text(name ? nameIn(name, language) : ''),
      ...columns.map((column) => tableCell(rules, contest, column, line, language)),
    ];
  });
  return [[zh ? '序号' : 'No.', zh ? '部门' : 'Department', ...heads].map(bold), ...rows];
}

function foot({ rules, view, sessionId, root }: Sheet, language: Language): Cell[][] {
  const zh = language === 'zh';
  const lines = view.withheld
    ? [zh ? '有效票过少，选票未解密，没有计票结果。' : 'Too few ballots: nothing was decrypted.']
    : formulas(rules, commonDivisor(view), language);
  return [
    ...lines.map((line) => [text(line)]),
    [],
    [
      text(zh ? '会议编号（全部规则的指纹）' : 'Session id, fingerprint of all rules'),
      text(sessionId),
    ],
    [text(zh ? '日志根' : 'Root of the log'), text(root)],
  ];
}

function tableCell(
  rules: ResultRules,
  contest: ContestView,
  column: Column,
  line: number,
  language: Language,
): Cell {
  const shown = cellOf(rules, contest, column, language);
  if (shown === '-' || column.kind === 'grade') return { text: shown };
  if (column.kind === 'sum') {
    const votes = rules.levels.length + (rules.blankAllowed ? 1 : 0);
    const formula = `SUM(${columnLetters(2)}${line}:${columnLetters(1 + votes)}${line})`;
    return { value: shown, formula };
  }
  const decimals = column.kind === 'rate' || column.kind === 'score';
  return { value: shown, style: decimals ? TWO_DECIMALS : PLAIN };
}

function text(words: string): Cell {
  return { text: words };
}

function bold(words: string): Cell {
  return { text: words, style: BOLD };
}

function number(value: number): Cell {
  return { value: String(value) };
}

/** 0 is A, 25 is Z, 26 is AA. */
function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

/** Characters that XML 1.0 cannot hold are not in a manifest; a text that had one loses it. */
function escape(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function worksheet(rows: readonly (readonly Cell[])[]): string {
  const lines = rows.map((cells, index) => {
    const line = index + 1;
    const written = cells.map((cell, column) => cellXml(cell, `${columnLetters(column)}${line}`));
    return `<row r="${line}">${written.join('')}</row>`;
  });
  return (
    `<worksheet xmlns="${SPREADSHEET}"><cols><col min="1" max="1" width="16" customWidth="1"/>` +
    '<col min="2" max="2" width="44" customWidth="1"/></cols>' +
    `<sheetData>${lines.join('')}</sheetData></worksheet>`
  );
}

function cellXml(cell: Cell, place: string): string {
  const style = cell.style ? ` s="${cell.style}"` : '';
  if ('text' in cell) {
    const inner = escape(cell.text);
    return `<c r="${place}"${style} t="inlineStr"><is><t xml:space="preserve">${inner}</t></is></c>`;
  }
  const formula = cell.formula ? `<f>${cell.formula}</f>` : '';
  return `<c r="${place}"${style}>${formula}<v>${cell.value}</v></c>`;
}

function contentTypes(): string {
  const part = (name: string, type: string) =>
    `<Override PartName="/xl/${name}.xml" ContentType="${TYPES}.${type}+xml"/>`;
  return (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
    '<Default Extension="rels" ' +
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    part('workbook', 'sheet.main') +
    part('worksheets/sheet1', 'worksheet') +
    part('styles', 'styles') +
    '</Types>'
  );
}

function relations(targets: readonly (readonly [string, string])[]): string {
  const each = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${RELATIONS}">${each.join('')}</Relationships>`;
}

function workbook(language: Language): string {
  const name = language === 'zh' ? '计票结果' : 'Result';
  return (
    `<workbook xmlns="${SPREADSHEET}" xmlns:r="${OFFICE}"><sheets>` +
    `<sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`
  );
}

/** Plain, bold, and two decimals (format 2 of the standard is 0.00). */
function styles(): string {
  const font = (inner: string) => `<font>${inner}<sz val="11"/><name val="Calibri"/></font>`;
  const none = (pattern: string) => `<fill><patternFill patternType="${pattern}"/></fill>`;
  const format = (font: number, numbers: number) =>
    `<xf numFmtId="${numbers}" fontId="${font}" fillId="0" borderId="0" xfId="0"` +
    `${font ? ' applyFont="1"' : ''}${numbers ? ' applyNumberFormat="1"' : ''}/>`;
  return (
    `<styleSheet xmlns="${SPREADSHEET}"><fonts count="2">${font('')}${font('<b/>')}</fonts>` +
    `<fills count="2">${none('none')}${none('gray125')}</fills>` +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="3">${format(0, 0)}${format(1, 0)}${format(0, 2)}</cellXfs></styleSheet>`
  );
}
