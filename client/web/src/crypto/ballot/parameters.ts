// What all ballots of a session share.
import { Point } from '../group/public';
import type { Context } from '../transcript';
import type { BallotLayout } from './layout';

export class BallotParameters {
  readonly keyEncodings: readonly Uint8Array[];

  // `keys` are K_0 to K_{m-1}, none the identity.
  constructor(
    readonly context: Context,
    readonly layout: BallotLayout,
    readonly keys: readonly Point[],
  ) {
    if (keys.length !== layout.ciphertexts) throw new RangeError('one key for each ciphertext');
    this.keyEncodings = keys.map((key) => key.encode());
  }
}
