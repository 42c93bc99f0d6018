// The buttons of a row: the levels, best first, and the blank where the session
// allows it. Names are the session's own, never translated here.
import { pickName } from '../../ui/settings.svelte.ts';
import type { SittingFacts } from '../../voter/protocol.ts';

export function optionNames(sitting: SittingFacts | undefined, blank: string): string[] {
  if (sitting === undefined) {
    return [];
  }
  const levels = sitting.levels.map(({ name }) => pickName(name));
  return sitting.blankAllowed ? [...levels, blank] : levels;
}
