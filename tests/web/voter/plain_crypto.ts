// Cryptography that anybody can see through, made by tablets and the server
// alike. It keeps the one property that the machine relies on: what belongs to
// another slip, token or session does not fit. (The real one is tested in
// tests/web/crypto and in whole sittings.)
import { concat, equalBytes, toHex, utf8 } from '../../../client/web/src/bytes.ts';
import { Refused } from '../../../client/web/src/refused.ts';
import type {
  Encrypted,
  IssuedPart,
  SlipKeys,
  TabletSession,
  UnblindedPart,
  VoterCrypto,
} from '../../../client/web/src/voter/ports.ts';

const TOKEN_BYTES = 32;

// A slip's secret, which is its public key too, is the deputy's number.
export function slipOf(deputy: number): Uint8Array {
  return new Uint8Array(16).fill(deputy);
}

export function holderOf(credentialKey: Uint8Array): number {
  return credentialKey[0] ?? 0;
}

// What an issuer makes of a request.
export function partOf(issuer: number, blinded: Uint8Array): IssuedPart {
  return {
    issuer,
    evaluated: blinded.map((byte) => byte ^ issuer),
    proof: new Uint8Array(64).fill(issuer),
  };
}

// A ballot is its token and what was encrypted.
export function tokenOf(ballot: Uint8Array): string {
  return toHex(ballot.subarray(0, TOKEN_BYTES));
}

export function receiptOf(ballot: Uint8Array): Uint8Array {
  return concat(utf8('receipt'), ballot);
}

// What a slip seals, and whoever looks can read.
function masked(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => byte ^ 0x55);
}

export function plainOf(sealed: Uint8Array): Uint8Array {
  return masked(sealed.subarray(slipOf(0).length));
}

class Keys implements SlipKeys {
  readonly credentialKey: Uint8Array;
  readonly storageName: string;
  forgotten = false;

  constructor(private readonly secret: Uint8Array) {
    this.credentialKey = secret.slice();
    this.storageName = toHex(secret);
  }

  sign(_session: TabletSession, _deputy: number, blinded: Uint8Array): Uint8Array {
    this.#alive();
    return concat(this.secret, blinded);
  }

  seal(plain: Uint8Array): Uint8Array {
    this.#alive();
    return concat(this.secret, masked(plain));
  }

  unseal(sealed: Uint8Array): Uint8Array | undefined {
    this.#alive();
    const ours = equalBytes(sealed.subarray(0, this.secret.length), this.secret);
    return ours ? plainOf(sealed) : undefined;
  }

  forget(): void {
    this.forgotten = true;
  }

  #alive(): void {
    if (this.forgotten) {
      throw new Error('keys used after they were forgotten');
    }
  }
}

let drawn = 0;

export class PlainCrypto implements VoterCrypto {
  readonly keys: Keys[] = [];
  receiptsHold = true;

  slipKeys(secret: Uint8Array): SlipKeys {
    const keys = new Keys(secret.slice());
    this.keys.push(keys);
    return keys;
  }

  newTokenSecret(): Uint8Array {
    drawn += 1;
    return new Uint8Array(64).fill(drawn);
  }

  blinded(_session: TabletSession, tokenSecret: Uint8Array): Uint8Array {
    return tokenSecret.slice(0, TOKEN_BYTES);
  }

  checkPart(_session: TabletSession, _tokenSecret: Uint8Array, part: IssuedPart): void {
    if (part.proof[0] !== part.issuer) {
      throw new Refused(`the part of issuer ${part.issuer}: proof`);
    }
  }

  unblind(
    _session: TabletSession,
    _tokenSecret: Uint8Array,
    parts: readonly IssuedPart[],
  ): UnblindedPart[] {
    return parts.map(({ issuer, evaluated }) => ({ issuer, element: evaluated }));
  }

  encrypt(_session: TabletSession, choices: readonly number[]): Encrypted {
    drawn += 1;
    const fresh = Uint8Array.of(drawn, ...choices);
    return {
      tracking: { code: toHex(fresh), digest: fresh },
      open: () => `opened ${toHex(fresh)}`,
      prove: (tokenSecret) => concat(tokenSecret.slice(0, TOKEN_BYTES), fresh),
      discard: () => undefined,
    };
  }

  trackingOf(_session: TabletSession, ballot: Uint8Array): { code: string; digest: Uint8Array } {
    const digest = ballot.slice(TOKEN_BYTES);
    return { code: toHex(digest), digest };
  }

  receiptHolds(_session: TabletSession, ballot: Uint8Array, receipt: Uint8Array): boolean {
    return this.receiptsHold && equalBytes(receipt, receiptOf(ballot));
  }

  wipe(...secrets: readonly Uint8Array[]): void {
    secrets.forEach((secret) => secret.fill(0));
  }
}
