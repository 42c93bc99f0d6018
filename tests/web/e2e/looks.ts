// What every page and state must be, whoever looks at it: readable by machines
// for those who cannot see, big enough for fingers, nothing cut off. Writes what
// it looks like, always in both languages, to build/screenshots.
import axe from 'axe-core';
import { mkdirSync } from 'node:fs';
import { afterAll, expect } from 'vitest';
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

// By state and device: in which languages it was photographed.
const photographed = new Map<string, Set<Language>>();

async function shoot(person: Person, state: string, whole: boolean): Promise<void> {
  await person.look();
  const shown = await language(person);
  const name = `${state}-${person.device}`;
  photographed.set(name, (photographed.get(name) ?? new Set()).add(shown));
  const how = { animations: 'disabled' } as const;
  await person.page.screenshot({ ...how, path: `${SHOTS}/${name}-${shown}.png` });
  if (whole) {
    await person.page.screenshot({
      ...how,
      path: `${SHOTS}/${name}-whole-${shown}.png`,
      fullPage: true,
    });
  }
}

// No state may be known in one language only.
afterAll(() => {
  const inOne = [...photographed].filter(([, languages]) => languages.size < 2);
  expect(inOne.map(([name]) => name)).toEqual([]);
});

async function language(person: Person): Promise<Language> {
  const lang = await person.page.evaluate(() => document.documentElement.lang);
  return lang === 'en' ? 'en' : 'zh';
}

// Shows the page in the other language.
async function switchLanguage(person: Person, touched: boolean): Promise<void> {
  const from = await language(person);
  const button = person.page
    .locator(from === 'zh' ? 'button[lang="en"]' : 'button[lang="zh-CN"]')
    .first();
  // Behind a question that has to be answered first nothing can be pressed: that
  // is what it looks like to somebody who chose the language before. Nor does a
  // screen on the wall show its controls.
  const asked = (await person.page.locator('dialog[open]').count()) > 0;
  if (touched && !asked) {
    await button.click();
  } else {
    await button.evaluate((element: HTMLElement) => element.click());
  }
  await expect.poll(() => language(person), { timeout: 30_000 }).not.toBe(from);
}

// Goes on after a failure, to tell all that is wrong.
function clean(what: string, found: readonly string[]): void {
  expect.soft(found.length, [what, ...found].join('\n  ')).toBe(0);
}

export interface LookOptions {
  // Pages that nobody touches, like the hall's screen.
  touched?: boolean;
  // A picture of the whole page as well, longer than its window.
  whole?: boolean;
}

// Looks at a page's state in both languages, and fails with what is wrong with
// it.
export async function lookAt(
  person: Person,
  state: string,
  { touched = true, whole = false }: LookOptions = {},
): Promise<void> {
  for (const time of [1, 2]) {
    await shoot(person, state, whole);
    const what = `${state} (${await language(person)})`;
    if (time === 1) {
      clean(`${what}: axe-core`, await violations(person));
    }
    expect.soft(await overflow(person), `${what}: wider than the window`).toBe(0);
    if (touched) {
      clean(`${what}: too small to touch`, await smallTargets(person));
    }
    await switchLanguage(person, touched);
  }
}
