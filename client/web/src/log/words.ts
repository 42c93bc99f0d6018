// Sentences in both languages, Chinese first; and the ways in which a record can
// fail, each with the item of crypto/PROTOCOL.md, section 15, that it fails.
import { Refused } from '../refused';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

export function say(zh: string, en: string): Words {
  return { zh, en };
}

export const ITEMS = [
  'checkpoint',
  'quorum',
  'root',
  'entries',
  'manifest',
  'fingerprint',
  'order',
  'signatures',
  'ceremony',
  'requests',
  'opening',
  'ballots',
  'ballot-count',
  'close',
  'token-audit',
  'tally-shares',
  'counts',
  'announcement',
  'attestations',
] as const;

export type Item = (typeof ITEMS)[number];

/** A leaf that cannot stand where it stands: this is no record of a session. */
export class Illegal extends Refused {
  override readonly name = 'Illegal';

  constructor(
    readonly item: Item,
    readonly words: Words,
  ) {
    super(words.en);
  }
}

export function illegal(item: Item, zh: string, en: string): never {
  throw new Illegal(item, say(zh, en));
}

/** Throws Illegal for `item` unless `condition` holds. */
export function demand(condition: boolean, item: Item, zh: string, en: string): asserts condition {
  if (!condition) {
    illegal(item, zh, en);
  }
}

export const SAID_BEFORE = say(
  '同一个人先前已经说过，本条不起作用',
  'the same person has said so already',
);
