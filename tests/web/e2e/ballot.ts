// What is on the ballot, what the tests' deputies choose, and what must come
// out in the end.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Hall } from './hall';
import type { Language } from './people';

const LEVELS = [
  { zh: '满意', en: 'Satisfied' },
  { zh: '较满意', en: 'Fairly satisfied' },
  { zh: '基本满意', en: 'Basically satisfied' },
  { zh: '不满意', en: 'Dissatisfied' },
] as const;
const BLANK = { zh: '弃权', en: 'Abstain' } as const;

export class Ballot {
  readonly #departments: { zh: string; en: string }[];

  constructor(hall: Hall) {
    const lines = readFileSync(hall.path('departments.csv'), 'utf8').trim().split('\n').slice(1);
    this.#departments = lines.map((line) => {
      const [, zh, en] = /^\d+,([^,"]+),"?([^"]*)"?$/.exec(line)!;
      return { zh: zh!, en: en! };
    });
  }

  get rows(): number {
    return this.#departments.length;
  }

  department(row: number, language: Language): string {
    return this.#departments[row]![language];
  }

  level(choice: number, language: Language): string {
    return (LEVELS[choice] ?? BLANK)[language];
  }

  // What a screen reader says of a button.
  optionName(row: number, choice: number, language: Language): string {
    return `${this.department(row, language)}：${this.level(choice, language)}`;
  }

  // Choices that no two of the tests' deputies share, and that cannot be found
  // in a page's memory or storage by accident.
  choicesOf(deputy: number): number[] {
    return Array.from({ length: this.rows }, (_, row) => (row * row + deputy * (row + 1)) % 4);
  }
}

// Adds the choices of browser deputies to what `pingyi simulate` wrote, for
// `pingyi result --compare`: lines of contest,option,count, numbered from 1.
export function addChoices(
  from: string,
  to: string,
  ballots: readonly (readonly number[])[],
): void {
  const [head, ...lines] = readFileSync(from, 'utf8').trim().split('\n');
  const sums = lines.map((line) => {
    const [contest, option, count] = line.split(',').map(Number);
    const more = ballots.filter((choices) => choices[contest! - 1] === option! - 1).length;
    return `${contest},${option},${count! + more}`;
  });
  writeFileSync(to, `${[head, ...sums].join('\n')}\n`);
}

// The same where nobody was simulated.
export function countChoices(
  to: string,
  ballots: readonly (readonly number[])[],
  options: number,
): void {
  const rows = ballots[0]?.length ?? 0;
  const lines = ['contest,option,count'];
  for (let row = 0; row < rows; row += 1) {
    for (let option = 0; option < options; option += 1) {
      const count = ballots.filter((choices) => choices[row] === option).length;
      lines.push(`${row + 1},${option + 1},${count}`);
    }
  }
  writeFileSync(to, `${lines.join('\n')}\n`);
}
