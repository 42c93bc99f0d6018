// A proof's running SHA-512, and the challenges that come from it (crypto/PROTOCOL.md, section 3).
import { frame, le32, le64, utf8 } from '../bytes';
import { RunningSha512, SUITE } from './hash';
import { littleEndian, modL } from './scalar';

// What binds a proof to its session and its keys.
export interface Context {
  readonly sessionId: Uint8Array;
  readonly keyId: Uint8Array;
}

export class Transcript {
  private readonly hash: RunningSha512;

  constructor(label: string | Transcript) {
    if (label instanceof Transcript) {
      this.hash = label.hash.clone();
      return;
    }
    this.hash = RunningSha512.start();
    this.hash.update(frame(utf8(SUITE)));
    this.hash.update(frame(utf8(label)));
  }

  // The transcript that every proof of a round begins with.
  static of(label: string, context: Context): Transcript {
    return new Transcript(label)
      .append('session', context.sessionId)
      .append('keys', context.keyId)
      .append('round', le32(0));
  }

  // Appends `data`, or the parts of it one after the other as one piece.
  append(name: string, ...data: readonly Uint8Array[]): this {
    this.hash.update(frame(utf8(name)));
    this.hash.update(le64(data.reduce((sum, part) => sum + part.length, 0)));
    for (const part of data) this.hash.update(part);
    return this;
  }

  challenge(name: string): bigint {
    this.hash.update(frame(utf8('challenge')));
    this.hash.update(frame(utf8(name)));
    return modL(littleEndian(this.hash.digest()));
  }

  clone(): Transcript {
    return new Transcript(this);
  }
}
