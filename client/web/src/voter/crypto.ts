// The voter's cryptography by src/crypto. Await sodiumReady first.
import { concat, toHex, utf8 } from '../bytes.ts';
import { Credential, openState, sealState } from '../crypto/credential.ts';
import {
  type EncryptedBallot,
  encryptBallot,
  openBallot,
  prepareProof,
  type PreparedProof,
  proveBallot,
  wipeEncrypted,
  wipePrepared,
} from '../crypto/ballot/prove.ts';
import { ballotPieces } from '../crypto/ballot/parse.ts';
import { wipe } from '../crypto/group/secret.ts';
import { sha256 } from '../crypto/hash.ts';
import { ballotHash, trackingCode, trackingDigest } from '../crypto/identifiers.ts';
import { receipt as receiptStatement, request, verifyStatement } from '../crypto/statement.ts';
import {
  makeToken,
  newTokenSecrets,
  type TokenSecrets,
  tokenSecretsWith,
  unblindPart,
  wipeToken,
  wipeTokenSecrets,
} from '../crypto/token.ts';
import { layoutOf } from '../log/layout.ts';
import { Refused } from '../refused.ts';
import { formatOpening } from './opening.ts';
import type {
  Encrypted,
  IssuedPart,
  SlipKeys,
  TabletSession,
  UnblindedPart,
  VoterCrypto,
} from './ports.ts';
import type { Tracking } from './protocol.ts';
import type { LoggedSession } from './tablet_log.ts';

const SCALAR_BYTES = 32;
const ELEMENT_BYTES = 32;
const SEAL_LABEL = 'voter';
// Enough that two slips of a session never share a name.
const NAME_BYTES = 16;

// After the review is on the screen.
const PREPARE_AFTER_MS = 50;

// The machine hands back what the log gave it.
function logged(session: TabletSession): LoggedSession {
  return session as LoggedSession;
}

// Runs `use` with the token's secrets, and wipes them afterwards.
function withSecrets<T>(
  session: TabletSession,
  tokenSecret: Uint8Array,
  use: (secrets: TokenSecrets) => T,
): T {
  const key = tokenSecret.slice(0, SCALAR_BYTES);
  const secrets = tokenSecretsWith(session.sessionId, key, tokenSecret.slice(SCALAR_BYTES));
  try {
    return use(secrets);
  } finally {
    wipeTokenSecrets(secrets);
  }
}

function trackingFrom(digest: Uint8Array): Tracking {
  return { code: trackingCode(digest), digest };
}

// The first part of the names of what a tablet keeps for this session.
export function storagePrefix(sessionId: Uint8Array): string {
  return toHex(sessionId).slice(0, 2 * NAME_BYTES);
}

class SlipKeysOf implements SlipKeys {
  readonly #credential: Credential;
  readonly #storageKey: Uint8Array;
  readonly storageName: string;

  constructor(
    secret: Uint8Array,
    private readonly sessionId: Uint8Array,
  ) {
    this.#credential = new Credential(secret);
    this.#storageKey = this.#credential.storageKey(sessionId);
    const name = sha256(utf8('pingyi-v1-stored-name\n'), this.#storageKey);
    this.storageName = `${storagePrefix(sessionId)}-${toHex(name.subarray(0, NAME_BYTES))}`;
  }

  get credentialKey(): Uint8Array {
    return this.#credential.publicKey;
  }

  sign(session: TabletSession, deputy: number, blinded: Uint8Array): Uint8Array {
    return this.#credential.sign(this.sessionId, request(logged(session).keyId, deputy, blinded));
  }

  seal(plain: Uint8Array): Uint8Array {
    return sealState(this.#storageKey, SEAL_LABEL, plain);
  }

  unseal(sealed: Uint8Array): Uint8Array | undefined {
    try {
      return openState(this.#storageKey, SEAL_LABEL, sealed);
    } catch (error) {
      if (error instanceof Refused) {
        return undefined;
      }
      throw error;
    }
  }

  forget(): void {
    this.#credential.wipe();
    wipe(this.#storageKey);
  }
}

class EncryptedOf implements Encrypted {
  readonly tracking: Tracking;
  #ballot: EncryptedBallot | undefined;
  // Most of the proof, made while the deputy reads the review.
  #prepared: PreparedProof | undefined;

  constructor(
    private readonly session: LoggedSession,
    choices: readonly number[],
  ) {
    this.#ballot = encryptBallot(session.ballotParameters, choices);
    this.tracking = trackingFrom(this.#ballot.trackingDigest);
    setTimeout(() => this.#prepare(), PREPARE_AFTER_MS);
  }

  #prepare(): void {
    if (this.#ballot !== undefined) {
      this.#prepared = prepareProof(this.session.ballotParameters.layout);
    }
  }

  // Either of the two uses the ballot up, so none can be opened and cast.
  #useUp<T>(use: (ballot: EncryptedBallot) => T): T {
    const ballot = this.#ballot;
    if (ballot === undefined) {
      throw new Error('this ballot has been used up');
    }
    this.#ballot = undefined;
    try {
      return use(ballot);
    } finally {
      this.#wipe(ballot);
    }
  }

  #wipe(ballot: EncryptedBallot): void {
    wipeEncrypted(ballot);
    if (this.#prepared !== undefined) {
      wipePrepared(this.#prepared);
      this.#prepared = undefined;
    }
  }

  open(): string {
    return this.#useUp((ballot) => formatOpening(openBallot(ballot)));
  }

  prove(tokenSecret: Uint8Array, parts: readonly IssuedPart[]): Uint8Array {
    return this.#useUp((ballot) =>
      withSecrets(this.session, tokenSecret, (secrets) => {
        const token = makeToken(secrets, parts, this.session.issuerKeys);
        try {
          return proveBallot(this.session.ballotParameters, ballot, token, this.#prepared);
        } finally {
          wipeToken(token);
        }
      }),
    );
  }

  discard(): void {
    if (this.#ballot !== undefined) {
      this.#wipe(this.#ballot);
      this.#ballot = undefined;
    }
  }
}

export class TabletCrypto implements VoterCrypto {
  slipKeys(secret: Uint8Array, sessionId: Uint8Array): SlipKeys {
    return new SlipKeysOf(secret, sessionId);
  }

  newTokenSecret(sessionId: Uint8Array): Uint8Array {
    const secrets = newTokenSecrets(sessionId);
    const bytes = concat(secrets.key, secrets.blind);
    wipeTokenSecrets(secrets);
    return bytes;
  }

  blinded(session: TabletSession, tokenSecret: Uint8Array): Uint8Array {
    return withSecrets(session, tokenSecret, ({ blinded }) => blinded);
  }

  checkPart(session: TabletSession, tokenSecret: Uint8Array, part: IssuedPart): void {
    this.unblind(session, tokenSecret, [part]);
  }

  unblind(
    session: TabletSession,
    tokenSecret: Uint8Array,
    parts: readonly IssuedPart[],
  ): UnblindedPart[] {
    const { issuerKeys } = logged(session);
    return withSecrets(session, tokenSecret, (secrets) =>
      parts.map((part) => unblindPart(secrets, part, issuerKeys)),
    );
  }

  encrypt(session: TabletSession, choices: readonly number[]): Encrypted {
    return new EncryptedOf(logged(session), choices);
  }

  trackingOf(session: TabletSession, ballot: Uint8Array): Tracking {
    const { a, b } = ballotPieces(layoutOf(logged(session).log.manifest), ballot);
    const elements: Uint8Array[] = [];
    for (let at = 0; at < b.length; at += ELEMENT_BYTES) {
      elements.push(b.subarray(at, at + ELEMENT_BYTES));
    }
    return trackingFrom(trackingDigest(session.sessionId, a, elements));
  }

  receiptHolds(session: TabletSession, ballot: Uint8Array, receipt: Uint8Array): boolean {
    const { logKey } = logged(session).log.manifest;
    const statement = receiptStatement(ballotHash(ballot));
    return verifyStatement(logKey, session.sessionId, statement, receipt);
  }

  wipe(...secrets: readonly Uint8Array[]): void {
    wipe(...secrets);
  }
}
