// What the chair reads aloud when the result is announced, with the numbers filled in: one paragraph
// a breath. Word for word what `pingyi result --script` writes (client/report/script.cc).
//
// Twenty-seven departments are listened to, not looked at: their counts, and the grades where the
// rules give them, with what grades are measured by said once before. Rates, scores and places stay
// on the sheet: rounded, they cannot be checked by ear, and no grade depends on the rounding.

import type { Denominator, Grade, ResultRules } from './rules';
import { notReturned, type Turnout } from './turnout';
import type { ContestView, ResultView } from './view';
import { type Language, nameIn, percentOf } from './words';

export function announcementScript(
  rules: ResultRules,
  turnout: Turnout,
  view: ResultView,
  language: Language,
): string[] {
  const lines = [opening(rules, language), turnoutLine(turnout, language)];
  if (view.withheld) return marked(rules, [...lines, withheldLine(view, language)], language);
  if (rules.counting.grades.length > 0) lines.push(gradesLine(rules, turnout, language));
  view.contests.forEach((contest, index) => {
    lines.push(contestLine(rules, contest, index, language));
  });
  return marked(rules, [...lines, closing(view, language)], language);
}

/** What is read instead where the sitting was given up. */
export function abortedScript(rules: ResultRules, reason: string, language: Language): string[] {
  const lines =
    language === 'zh'
      ? [`${rules.title.zh}中止。原因：${reason}。`, '没有任何结果产生。']
      : [
          `This session is aborted: ${nameIn(rules.title, 'en')}. The reason: ${reason}.`,
          'There is no result.',
        ];
  return marked(rules, lines, language);
}

/** A rehearsal says so first and last. */
function marked(rules: ResultRules, lines: readonly string[], language: Language): string[] {
  if (rules.kind !== 'rehearsal') return [...lines];
  const mark =
    language === 'zh'
      ? '（演练）这是演练，不是正式表决。'
      : '(Rehearsal) This is a rehearsal. It is not the vote.';
  return [mark, ...lines, mark];
}

function opening(rules: ResultRules, language: Language): string {
  return language === 'zh'
    ? `各位代表，现在公布${rules.title.zh}的计票结果。`
    : `Deputies, I announce the result of: ${nameIn(rules.title, 'en')}.`;
}

function turnoutLine(turnout: Turnout, language: Language): string {
  const { entitled, present, issued, returned, voided } = turnout;
  const missing = notReturned(turnout);
  if (language === 'zh') {
    const invalid = voided === 0 ? '没有无效票' : `另有无效票 ${voided} 张，不计票`;
    return (
      `应到代表 ${entitled} 名，实到 ${present} 名；发出评议票 ${issued} 张，` +
      `收回有效票 ${returned} 张，未交 ${missing} 张；${invalid}。`
    );
  }
  const invalid =
    voided === 0 ? 'No ballot was invalid.' : `Besides, ${voided} invalid and not counted.`;
  return (
    `Of ${entitled} deputies entitled, ${present} were present; ${issued} ballots were issued, ` +
    `${returned} valid ballots came back, ${missing} not returned. ${invalid}`
  );
}

/** What grades are measured by, once for all departments. */
function gradesLine(rules: ResultRules, turnout: Turnout, language: Language): string {
  const base = baseOf(rules.counting.denominator, turnout, language);
  const each = rules.counting.grades.map((grade) => gradeRule(rules, grade, language));
  return language === 'zh'
    ? `等次按${base}计算：${each.join('；')}。`
    : `Grades are measured by ${base}: ${each.join('; ')}.`;
}

function baseOf(denominator: Denominator, turnout: Turnout, language: Language): string {
  const zh = language === 'zh';
  switch (denominator) {
    case 'entitled':
      return zh ? `应到代表 ${turnout.entitled} 名` : `the ${turnout.entitled} deputies entitled`;
    case 'present':
      return zh ? `实到代表 ${turnout.present} 名` : `the ${turnout.present} deputies present`;
    case 'returned':
      return zh
        ? `收回有效票 ${turnout.returned} 张`
        : `the ${turnout.returned} valid ballots returned`;
    case 'graded':
      return zh ? '对各部门作出评价的票数分别' : 'the ballots that graded each department';
  }
}

function gradeRule(rules: ResultRules, grade: Grade, language: Language): string {
  const name = nameIn(grade.name, language);
  const zh = language === 'zh';
  // Holds whatever the counts are.
  if (grade.basisPoints === 0 && !grade.strictlyMore) {
    return zh ? `其余的，等次为“${name}”` : `any other is "${name}"`;
  }
  const levels = rules.levels.slice(0, grade.levels).map((level) => nameIn(level.name, language));
  const percent = percentOf(grade.basisPoints);
  if (zh) {
    return (
      `${levels.join('、')}${levels.length > 1 ? '合计' : ''}` +
      `${grade.strictlyMore ? '超过' : '不低于'} ${percent}% 的，等次为“${name}”`
    );
  }
  return (
    `${inEnglish(levels)} ` +
    `${grade.strictlyMore ? 'above' : 'at least'} ${percent} percent is "${name}"`
  );
}

/** "A, B and C together". */
function inEnglish(levels: readonly string[]): string {
  const last = levels.at(-1) ?? '';
  return levels.length < 2 ? last : `${levels.slice(0, -1).join(', ')} and ${last} together`;
}

function contestLine(
  rules: ResultRules,
  contest: ContestView,
  index: number,
  language: Language,
): string {
  const zh = language === 'zh';
  const name = rules.contests[index];
  const votes = contest.counts.map((count, level) => {
    const of = rules.levels[level];
    return `${of ? nameIn(of.name, language) : ''} ${count}${zh ? ' 票' : ''}`;
  });
  if (rules.blankAllowed) {
    votes.push(zh ? `弃权 ${contest.blanks} 票` : `abstained ${contest.blanks}`);
  }
  const grade = gradeOf(rules, contest, language);
  const who = `${index + 1}. ${name ? nameIn(name, language) : ''}`;
  return zh ? `${who}：${votes.join('，')}${grade}。` : `${who}: ${votes.join(', ')}${grade}.`;
}

function gradeOf(rules: ResultRules, contest: ContestView, language: Language): string {
  if (rules.counting.grades.length === 0) return '';
  const grade = contest.grade === null ? undefined : rules.counting.grades[contest.grade];
  if (language === 'zh') return `；等次：${grade ? nameIn(grade.name, 'zh') : '无'}`;
  return `; grade: ${grade ? nameIn(grade.name, 'en') : 'none'}`;
}

function closing(view: ResultView, language: Language): string {
  return language === 'zh'
    ? `以上各部门票数之和均为 ${view.ballots} 张，与收回有效票数相符。计票结果报告单由监票人签字，结果公布完毕。`
    : `The votes of every department add up to ${view.ballots}, the number of valid ballots. ` +
        'The scrutineers sign the sheet. This ends the announcement.';
}

function withheldLine(view: ResultView, language: Language): string {
  return language === 'zh'
    ? `收回有效票只有 ${view.ballots} 张，少于规定的最低票数。为保护投票人，选票不予解密，本次没有计票结果。`
    : `Only ${view.ballots} valid ballots came back, fewer than the least number that the rules ` +
        'set. To protect the voters nothing was decrypted: there are no counts.';
}
