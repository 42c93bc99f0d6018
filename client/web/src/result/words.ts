// The words around the numbers of a result: column heads, what a rate is divided by, formulas. The
// same on the sheet, in the spreadsheet and on every screen. Names of levels and grades are settings
// of the session and are never translated: English shows the English name where the session has one.

import type { Denominator, Grade, Name, ResultRules } from './rules';
import type { Column } from './table';

export type Language = 'zh' | 'en';

export function nameIn(name: Name, language: Language): string {
  return language === 'en' && name.en !== '' ? name.en : name.zh;
}

const DENOMINATORS: Record<Language, Record<Denominator, string>> = {
  zh: {
    entitled: '应到人数',
    present: '实到人数',
    returned: '收回有效票数',
    graded: '对该部门作出评价的票数',
  },
  en: {
    entitled: 'deputies entitled',
    present: 'deputies present',
    returned: 'valid ballots returned',
    graded: 'ballots that graded the department',
  },
};

export function denominatorName(denominator: Denominator, language: Language): string {
  return DENOMINATORS[language][denominator];
}

/** "满意率 %": what stands above a column. */
export function columnHead(rules: ResultRules, column: Column, language: Language): string {
  const zh = language === 'zh';
  const level = rules.levels[column.level];
  switch (column.kind) {
    case 'level':
      return level ? nameIn(level.name, language) : '';
    case 'blank':
      return zh ? '弃权' : 'Abstained';
    case 'sum':
      return zh ? '合计' : 'Sum';
    case 'divisor':
      return zh ? '分母' : 'Divisor';
    case 'rate':
      return rateName(rules, language) + (zh ? ' %' : ', %');
    case 'score':
      return zh ? '得分' : 'Score';
    case 'grade':
      return zh ? '等次' : 'Grade';
    case 'place':
      return zh ? '名次' : 'Place';
  }
}

export function rateName(rules: ResultRules, language: Language): string {
  const first = rules.levels[0];
  const name = first ? nameIn(first.name, language) : '';
  return language === 'zh' ? `${name}率` : `Rate of "${name}"`;
}

/** Basis points as percent, without zeros that say nothing: "80", "66.67". */
export function percentOf(basisPoints: number): string {
  const whole = Math.floor(basisPoints / 100);
  const rest = (basisPoints % 100).toString().padStart(2, '0').replace(/0+$/, '');
  return rest === '' ? `${whole}` : `${whole}.${rest}`;
}

/**
 * One line for every view beside the counts: its formula, and what it is divided by. `divisor` is
 * the number itself where it is the same for all departments.
 */
export function formulas(rules: ResultRules, divisor: number | null, language: Language): string[] {
  const zh = language === 'zh';
  const first = rules.levels[0] ? nameIn(rules.levels[0].name, language) : '';
  const by = denominatorName(rules.counting.denominator, language);
  const number = divisor === null ? '' : zh ? `（${divisor}）` : ` (${divisor})`;
  const lines = [
    zh
      ? `${rateName(rules, 'zh')} = “${first}”票数 ÷ ${by}${number}，精确计算，最后一次四舍五入至两位小数。`
      : `${rateName(rules, 'en')} = votes for "${first}" ÷ ${by}${number}; exact, rounded once, half up, to two decimals.`,
  ];
  if (rules.counting.score) lines.push(scoreFormula(rules, language));
  if (rules.counting.grades.length > 0) lines.push(gradeFormula(rules, language));
  if (rules.counting.ranking) lines.push(rankFormula(rules, language));
  return lines;
}

function scoreFormula(rules: ResultRules, language: Language): string {
  const weights = rules.levels
    .map((level) => `${nameIn(level.name, language)} ${level.weight}`)
    .join(language === 'zh' ? '、' : ', ');
  return language === 'zh'
    ? `得分 = 各等级票数 × 分值之和 ÷ 作出评价的票数；分值：${weights}。`
    : `Score = sum of votes × points ÷ votes that graded; points: ${weights}.`;
}

function gradeFormula(rules: ResultRules, language: Language): string {
  const zh = language === 'zh';
  const by = denominatorName(rules.counting.denominator, language);
  const each = rules.counting.grades.map((grade) => gradeRule(rules, grade, language));
  return zh
    ? `等次（以${by}为分母，取最先达到者）：${each.join('；')}。`
    : `Grade (divided by ${by}; the first that is reached): ${each.join('; ')}.`;
}

function gradeRule(rules: ResultRules, grade: Grade, language: Language): string {
  const levels = rules.levels
    .slice(0, grade.levels)
    .map((level) => nameIn(level.name, language))
    .join('+');
  const percent = percentOf(grade.basisPoints);
  const name = nameIn(grade.name, language);
  if (language === 'zh') {
    return `${name}：${levels} ${grade.strictlyMore ? '超过' : '不低于'} ${percent}%`;
  }
  return `${name}: ${levels} ${grade.strictlyMore ? 'above' : 'at least'} ${percent} %`;
}

function rankFormula(rules: ResultRules, language: Language): string {
  const zh = language === 'zh';
  const by = rules.counting.score ? (zh ? '得分' : 'score') : rateName(rules, language);
  return zh
    ? `名次按${by}由高到低；相同者并列，其后名次顺延。`
    : `Place: by ${by}, highest first; equal values share a place and the next counts them all.`;
}
