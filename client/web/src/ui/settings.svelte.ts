// What a reader chooses for reading: language and type size. Chinese first.
// Remembered on the device, because it says nothing of anybody's vote.

export type Language = 'zh' | 'en';

// The two texts of one page. Each page has one interface of its strings in
// src/ui/strings/, so that a missing translation does not compile.
export interface Localized<T> {
  readonly zh: T;
  readonly en: T;
}

export const SIZES: readonly number[] = [18, 20, 24, 30];
const DEFAULT_SIZE = 20;
const LANGUAGE_KEY = 'pingyi-language';
const SIZE_KEY = 'pingyi-type-size';

// Storage may be forbidden (private windows): then nothing is remembered.
function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Works without.
  }
}

class Settings {
  #language = $state<Language>(recall(LANGUAGE_KEY) === 'en' ? 'en' : 'zh');
  #size = $state(recalledSize());

  get language(): Language {
    return this.#language;
  }

  set language(language: Language) {
    this.#language = language;
    remember(LANGUAGE_KEY, language);
    this.apply();
  }

  // Type size in px.
  get size(): number {
    return this.#size;
  }

  set size(size: number) {
    this.#size = size;
    remember(SIZE_KEY, String(size));
    this.apply();
  }

  // Sets the document's language and type size. Once at a page's start.
  apply(): void {
    document.documentElement.lang = this.#language === 'zh' ? 'zh-CN' : 'en';
    document.documentElement.style.fontSize = `${this.#size}px`;
  }
}

function recalledSize(): number {
  const size = Number(recall(SIZE_KEY));
  return SIZES.includes(size) ? size : DEFAULT_SIZE;
}

export const settings = new Settings();

// The strings in the reader's language. In a component:
//   const t = $derived(pick(deputyStrings));
export function pick<T>(strings: Localized<T>): T {
  return strings[settings.language];
}

// A name of the manifest: English where there is one and it is asked for.
export function pickName(name: { readonly zh: string; readonly en: string }): string {
  return settings.language === 'en' && name.en !== '' ? name.en : name.zh;
}
