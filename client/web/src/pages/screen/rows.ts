// What stands on a page of the result, far or near: the options' names and a row a department.
import type { Sitting } from '../../official/sitting';
import { type Language, nameIn } from '../../result/words';
import { votesOf } from './fills';
import { rowsOnPage, type Scene } from './scenes';

export interface Row {
  readonly index: number;
  readonly name: string;
  readonly votes: readonly number[];
}

/** The levels, and `blank` where one is allowed. */
export function optionNames({ rules }: Sitting, blank: string, language: Language): string[] {
  return [
    ...rules.levels.map((level) => nameIn(level.name, language)),
    ...(rules.blankAllowed ? [blank] : []),
  ];
}

export function rowsOf(
  { rules }: Sitting,
  scene: Scene,
  perPage: number,
  page: number,
  language: Language,
): Row[] {
  return rowsOnPage(scene.contests.length, perPage, page).map((index) => {
    const contest = rules.contests[index];
    const view = scene.contests[index];
    return {
      index,
      name: contest ? nameIn(contest, language) : '',
      votes: view ? votesOf(view, rules.blankAllowed) : [],
    };
  });
}
