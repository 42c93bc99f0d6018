// SHA-256 and SHA-512 (FIPS 180-4), all at once or piece by piece.
import { sha256 as hash256, sha512 as hash512 } from '@noble/hashes/sha2.js';

export const SUITE = 'pingyi-v1';

export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = hash256.create();
  for (const part of parts) hash.update(part);
  return hash.digest();
}

export function sha512(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = hash512.create();
  for (const part of parts) hash.update(part);
  return hash.digest();
}

// A SHA-512 that goes on after its digest was taken.
export class RunningSha512 {
  private constructor(private readonly state: ReturnType<typeof hash512.create>) {}

  static start(): RunningSha512 {
    return new RunningSha512(hash512.create());
  }

  update(bytes: Uint8Array): void {
    this.state.update(bytes);
  }

  // The digest of all bytes so far.
  digest(): Uint8Array {
    return this.state.clone().digest();
  }

  clone(): RunningSha512 {
    return new RunningSha512(this.state.clone());
  }
}
