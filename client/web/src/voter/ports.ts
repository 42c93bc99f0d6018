// What the voter's machine needs from the world. The worker gives it the real
// things, tests what fails in every way.
import type { Phase } from '../log/session.ts';
import type { SittingFacts, Tracking } from './protocol.ts';

// What a tablet knows, and has verified, before it signs or encrypts anything:
// all of it under a checkpoint with quorum.
export interface TabletSession {
  readonly sessionId: Uint8Array;
  readonly facts: SittingFacts;
  readonly phase: Phase;
  // Both keys and an active set are there.
  readonly ready: boolean;
  // Whether the opening stands in the log.
  readonly opened: boolean;
  // The issuers in use, ascending.
  readonly activeIssuers: readonly number[];
  // Who holds this key: the deputy's number, or why nobody does.
  deputyOf(credentialKey: Uint8Array): number | 'replaced' | 'unknown';
  // M of the deputy's logged request, if there is one.
  requestOf(deputy: number): Uint8Array | undefined;
}

export interface TokenRequest {
  readonly deputy: number;
  readonly blinded: Uint8Array;
  readonly signature: Uint8Array;
}

// An issuer's answer, as it came.
export interface IssuedPart {
  readonly issuer: number;
  readonly evaluated: Uint8Array;
  readonly proof: Uint8Array;
}

// N_i, which goes with the ballot.
export interface UnblindedPart {
  readonly issuer: number;
  readonly element: Uint8Array;
}

export interface ServerStatus {
  readonly phase: Phase;
  readonly entitled: number;
  readonly checkedIn: number;
  readonly returned: number;
  readonly boxClosed: boolean;
}

// Calls throw CallError, after a deadline of their own at the latest.
export interface Server {
  requestToken(
    request: TokenRequest,
    signal: AbortSignal,
  ): Promise<{ parts: readonly IssuedPart[]; activeIssuers: readonly number[] }>;
  // `last`: the connection closes after the answer.
  status(signal: AbortSignal, last?: boolean): Promise<ServerStatus>;
  // Over a connection of its own. Resolves to the receipt's signature.
  cast(
    ballot: Uint8Array,
    parts: readonly UnblindedPart[],
    signal: AbortSignal,
  ): Promise<Uint8Array>;
  // Whether the ballot stands in the newest log with quorum; asks for whole
  // tiles only. Throws Refused if the tiles are not what was signed.
  isLogged(ballot: Uint8Array, signal: AbortSignal): Promise<boolean>;
}

export interface Clock {
  // Never rejects; ends early when `signal` fires.
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  // Uniform in [0, 1), unpredictable.
  random(): number;
}

// Where sealed states are kept. Saving resolves once it would survive a power
// cut.
export interface Storage {
  load(name: string): Promise<Uint8Array | undefined>;
  save(name: string, sealed: Uint8Array): Promise<void>;
  // Keeps other pages of this tablet from using the slip. undefined if one does.
  hold(name: string): Promise<(() => void) | undefined>;
}

// A ballot as encrypted, before it is known whether it is opened or cast; either
// uses it up.
export interface Encrypted {
  readonly tracking: Tracking;
  open(): string;
  // `parts` are those of the active set. Throws Refused if they do not fit
  // together.
  prove(tokenSecret: Uint8Array, parts: readonly IssuedPart[]): Uint8Array;
  discard(): void;
}

// A slip's signing key and the key that seals its state. Wiped by `forget`.
export interface SlipKeys {
  readonly credentialKey: Uint8Array;
  // Name of its state on this tablet; tells nothing.
  readonly storageName: string;
  sign(session: TabletSession, deputy: number, blinded: Uint8Array): Uint8Array;
  seal(plain: Uint8Array): Uint8Array;
  // undefined if it is another slip's or was changed.
  unseal(sealed: Uint8Array): Uint8Array | undefined;
  forget(): void;
}

// Throws Refused where outside input is wrong.
export interface VoterCrypto {
  slipKeys(secret: Uint8Array, sessionId: Uint8Array): SlipKeys;
  // y and the blind, 64 bytes.
  newTokenSecret(sessionId: Uint8Array): Uint8Array;
  blinded(session: TabletSession, tokenSecret: Uint8Array): Uint8Array;
  // Throws Refused unless the issuer proved its part.
  checkPart(session: TabletSession, tokenSecret: Uint8Array, part: IssuedPart): void;
  unblind(
    session: TabletSession,
    tokenSecret: Uint8Array,
    parts: readonly IssuedPart[],
  ): UnblindedPart[];
  encrypt(session: TabletSession, choices: readonly number[]): Encrypted;
  // The code of a sealed ballot.
  trackingOf(session: TabletSession, ballot: Uint8Array): Tracking;
  receiptHolds(session: TabletSession, ballot: Uint8Array, receipt: Uint8Array): boolean;
  wipe(...secrets: readonly Uint8Array[]): void;
}

export interface Ports {
  readonly server: Server;
  readonly clock: Clock;
  readonly storage: Storage;
  readonly crypto: VoterCrypto;
}
