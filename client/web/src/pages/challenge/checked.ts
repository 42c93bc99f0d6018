// What the challenge checker's page asks its worker, and is told.
import type { Name } from '../../result/rules.ts';

export interface Challenge {
  // What was scanned before the opening: the commitment.
  readonly digest: Uint8Array;
  // The opening, as scanned.
  readonly opening: string;
}

export interface Checked {
  readonly title: Name;
  readonly kind: 'vote' | 'rehearsal';
  readonly contests: readonly Name[];
  readonly options: readonly Name[];
  // Whether the opening gives exactly the ballot of the commitment.
  readonly agrees: boolean;
  // The option of each contest, from 0.
  readonly choices: readonly number[];
}
