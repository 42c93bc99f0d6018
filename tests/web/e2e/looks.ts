// What every page and state must be, whoever looks at it: readable by machines
// for those who cannot see, big enough for fingers, nothing cut off. Writes what
// it looks like, in both languages, to build/screenshots.
import axe from 'axe-core';
import { mkdirSync } from 'node:fs';
import { expect } from 'vitest';
import type { Language, Person } from './people';
import { ROOT } from './programs';

const SHOTS = process.env['PINGYI_SHOTS'] ?? `${ROOT}build/screenshots`;
// In CSS pixels.
const TARGET = 60;
mkdirSync(SHOTS, { recursive: true });

// axe-core's findings, one line each; empty is good.
async function violations(person: Person): Promise<string[]> {
  // By evaluation: a script element would be refused by the page's CSP.
  await person.page.evaluate(axe.source);
  const found = await person.page.evaluate(async () => {
    const results = await (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run();
    return results.violations.flatMap(({ id, help, nodes }) =>
      nodes.map(
        (node) => `${id}: ${help}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`,
      ),
    );
  });
  return found;
}

// What is to be touched and is smaller than a finger. Links within a line of
// text are text.
function smallTargets(person: Person): Promise<string[]> {
  return person.page.evaluate((least) => {
    const small: string[] = [];
    const wanted = 'button, a[href], input, select, textarea, summary, [role=button], [role=radio]';
    for (const element of document.querySelectorAll<HTMLElement>(wanted)) {
      const input = element instanceof HTMLInputElement && element.labels?.[0];
      const target = input && ['radio', 'checkbox'].includes(element.type) ? input : element;
      const { width, height } = target.getBoundingClientRect();
      const shown = target.checkVisibility({ visibilityProperty: true });
      const inText = element.tagName === 'A' && getComputedStyle(element).display === 'inline';
      if (shown && !inText && width > 1 && (width < least - 0.5 || height < least - 0.5)) {
        const name = target.textContent?.trim().slice(0, 30) ?? '';
        small.push(`${element.tagName} "${name}" ${Math.round(width)} x ${Math.round(height)}`);
      }
    }
    return small;
  }, TARGET);
}

// How far the page is wider than its window, in px.
function overflow(person: Person): Promise<number> {
  return person.page.evaluate(() => {
    const root = document.documentElement;
    return Math.max(0, root.scrollWidth - root.clientWidth);
  });
}

async function shoot(person: Person, state: string, language: Language): Promise<void> {
  await person.page.screenshot({
    path: `${SHOTS}/${state}-${person.device}-${language}.png`,
    animations: 'disabled',
  });
}

async function language(person: Person): Promise<Language> {
  const lang = await person.page.evaluate(() => document.documentElement.lang);
  return lang === 'en' ? 'en' : 'zh';
}

// Shows the page in the other language, if it can be switched here.
async function switchLanguage(person: Person): Promise<boolean> {
  const from = await language(person);
  const button = person.page.getByRole('button', { name: from === 'zh' ? 'English' : '中文' });
  // Behind a question that has to be answered first, nothing can be pressed.
  const asked = (await person.page.locator('dialog[open]').count()) > 0;
  if (asked || !(await button.first().isVisible())) {
    return false;
  }
  await button.first().click();
  await expect.poll(() => language(person), { timeout: 30_000 }).not.toBe(from);
  return true;
}

// Goes on after a failure, to tell all that is wrong.
function clean(what: string, found: readonly string[]): void {
  expect.soft(found.length, [what, ...found].join('\n  ')).toBe(0);
}

export interface LookOptions {
  // Only the picture, in the language that is shown.
  quick?: boolean;
  // Pages that nobody touches, like the hall's screen.
  touched?: boolean;
}

// Looks at a page's state and fails with what is wrong with it.
export async function lookAt(
  person: Person,
  state: string,
  options: LookOptions = {},
): Promise<void> {
  await person.look();
  await shoot(person, state, await language(person));
  if (options.quick === true) {
    return;
  }
  clean(`${state}: axe-core`, await violations(person));
  expect.soft(await overflow(person), `${state}: wider than the window`).toBe(0);
  if (options.touched ?? true) {
    clean(`${state}: too small to touch`, await smallTargets(person));
  }
  if (await switchLanguage(person)) {
    await person.look();
    await shoot(person, state, await language(person));
    expect.soft(await overflow(person), `${state}: wider than the window`).toBe(0);
    await switchLanguage(person);
  }
}
