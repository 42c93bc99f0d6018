// C2SP signed notes: a text and the lines of those who signed it
// (crypto/PROTOCOL.md, section 6).
import { fromBase64, fromUtf8 } from '../bytes';
import { refuse, require } from '../refused';
import { isNoteName } from './text';

export interface NoteLine {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Note {
  /** Ends with a newline; it is what was signed. */
  readonly text: string;
  readonly lines: readonly NoteLine[];
}

const MAX_NOTE_BYTES = 65_536;
const MAX_LINES = 100;
const KEY_ID_BYTES = 4;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;
const LINE = /^\u2014 ([^ ]+) ([^ ]+)$/u;

export function parseNote(bytes: Uint8Array): Note {
  require(bytes.length <= MAX_NOTE_BYTES, `the note has more than ${MAX_NOTE_BYTES} bytes`);
  const whole = fromUtf8(bytes);
  require(!CONTROL.test(whole), 'the note has a control character');
  const blank = whole.lastIndexOf('\n\n');
  require(blank >= 0, 'the note has no blank line before its signatures');
  require(whole.endsWith('\n'), 'the note does not end with a newline');
  const block = whole.slice(blank + 2, -1);
  require(block !== '', 'the note has no signature line');
  const lines = block.split('\n');
  require(lines.length <= MAX_LINES, `the note has more than ${MAX_LINES} signature lines`);
  return { text: whole.slice(0, blank + 1), lines: lines.map(lineOf) };
}

function lineOf(line: string): NoteLine {
  const [, name, encoded] = LINE.exec(line) ?? refuse('a signature line of the note is none');
  require(name !== undefined && isNoteName(name), 'a signature line has no good name');
  const content = fromBase64(encoded ?? '');
  require(content.length > KEY_ID_BYTES, 'a signature line holds no signature');
  return {
    name,
    keyId: content.subarray(0, KEY_ID_BYTES),
    signature: content.subarray(KEY_ID_BYTES),
  };
}
