// What the chair reads aloud when the result is announced, with the numbers filled in: one paragraph
// a breath. Counts only, and the grades where the rules give them: a rate heard without its
// denominator says too little.

import type { ResultRules } from './rules';
import { notReturned, type Turnout } from './turnout';
import type { ContestView, ResultView } from './view';
import { type Language, nameIn } from './words';

export function announcementScript(
  rules: ResultRules,
  turnout: Turnout,
  view: ResultView,
  language: Language,
): string[] {
  const rehearsal =
    rules.kind !== 'rehearsal'
      ? []
      : [
          language === 'zh'
            ? '（演练）以下是演练结果，不是正式表决结果。'
            : '(Rehearsal) What follows is the result of a rehearsal. It is not the vote.',
        ];
  const body = view.withheld
    ? [opening(rules, language), turnoutLine(turnout, language), withheldLine(view, language)]
    : [
        opening(rules, language),
        turnoutLine(turnout, language),
        ...view.contests.map((contest, index) => contestLine(rules, contest, index, language)),
        closing(view, language),
      ];
  return [...rehearsal, ...body, ...rehearsal];
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
  if (rules.blankAllowed)
    votes.push(zh ? `弃权 ${contest.blanks} 票` : `abstained ${contest.blanks}`);
  const grade = contest.grade === null ? undefined : rules.counting.grades[contest.grade];
  const who = `${index + 1}. ${name ? nameIn(name, language) : ''}`;
  if (zh) return `${who}：${votes.join('，')}${grade ? `；等次：${grade.name.zh}` : ''}。`;
  return `${who}: ${votes.join(', ')}${grade ? `; grade: ${nameIn(grade.name, 'en')}` : ''}.`;
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
