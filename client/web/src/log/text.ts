// Which texts a manifest may show to people: everybody must see the same
// characters in the same order (crypto/PROTOCOL.md, section 8).
import { utf8 } from '../bytes';
import { require } from '../refused';

const MAX_TEXT_BYTES = 400;
// Cc, Zl and Zp move the cursor; the others turn the direction of writing.
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const WHITE_SPACE = /\p{White_Space}/u;
const MAX_ORIGIN_BYTES = 235;
const MAX_NOTE_NAME_BYTES = 255;

/** Refuses a text that a manifest must not have. It may be empty. */
export function requireText(text: string, name: string): void {
  require(utf8(text).length <= MAX_TEXT_BYTES, `${name} has more than ${MAX_TEXT_BYTES} bytes`);
  require(!CONTROL.test(text), `${name} has a control character`);
  require(!DIRECTION.test(text), `${name} has a character that changes the direction of writing`);
  require(text.normalize('NFC') === text, `${name} is not in Normalization Form C`);
}

/** The same, and not empty. */
export function requireName(text: string, name: string): void {
  require(text !== '', `${name} is empty`);
  requireText(text, name);
}

/** Whether `text` may name a signer of a note. */
export function isNoteName(text: string): boolean {
  const size = utf8(text).length;
  return size >= 1 && size <= MAX_NOTE_NAME_BYTES && !WHITE_SPACE.test(text) && !text.includes('+');
}

export function requireOrigin(text: string): void {
  requireText(text, 'origin');
  require(text === '' ||
    (isNoteName(text) &&
      utf8(text).length <= MAX_ORIGIN_BYTES), 'origin is no name for a note of at most 235 bytes');
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Refuses what is not a day of the Gregorian calendar, YYYY-MM-DD. */
export function requireDay(text: string, name: string): void {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  require(parts !== null, `${name} is not a day, YYYY-MM-DD`);
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = (DAYS[month - 1] ?? 0) + (month === 2 && leap ? 1 : 0);
  require(year >= 1 && day >= 1 && day <= days, `${name} is no day of the calendar`);
}
