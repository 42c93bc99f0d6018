// A tracking code as it is typed (crypto/PROTOCOL.md, section 4).
import { base32Value, BASE32_ALPHABET } from '../../bytes';

const SYMBOLS = 16;

/** XXXX-XXXX-XXXX-XXXX however it was typed; undefined if it is no tracking code. */
export function readTrackingCode(typed: string): string | undefined {
  const symbols = [...typed.replace(/[\s\-–—_.]/g, '')].map(base32Value);
  if (symbols.length !== SYMBOLS || symbols.includes(-1)) return undefined;
  const text = symbols.map((value) => BASE32_ALPHABET[value]).join('');
  return text.match(/.{4}/g)?.join('-');
}
