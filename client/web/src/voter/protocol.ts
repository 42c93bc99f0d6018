// What the page and the voter's worker say to each other.
import type { ResultRules } from '../result/rules.ts';
import type { Phase } from '../log/session.ts';

// Where the deputy is, one page each.
export type Stage =
  // The session is being fetched and verified.
  | 'starting'
  // Scan or type the slip.
  | 'slip'
  // A typed slip: compare the fingerprint with the paper.
  | 'fingerprint'
  | 'checking-in'
  // Checked in; the chair has not opened yet.
  | 'waiting'
  | 'voting'
  | 'encrypting'
  // Encrypted, its code shown: submit, test, or change.
  | 'review'
  // Opened for another device; never cast.
  | 'tested'
  | 'sealing'
  // Sealed; on its way within the send window.
  | 'sending'
  // The receipt is verified.
  | 'accepted'
  // Nothing more to do here; `stop` says why.
  | 'stopped';

export type StopReason =
  | 'other-session'
  | 'unknown-slip'
  | 'replaced-slip'
  // The slip has checked in on another tablet.
  | 'other-tablet'
  // The slip is in use on another page of this tablet.
  | 'other-page'
  // Check-in had ended.
  | 'late'
  // The chair closed before the ballot was submitted.
  | 'closed-before'
  // It was sealed, but did not arrive before the close.
  | 'closed-in-flight'
  // This slip has voted, on this tablet.
  | 'voted'
  | 'token-refused'
  | 'token-spent'
  // The session was given up.
  | 'aborted'
  // What is kept on the tablet cannot be read.
  | 'storage'
  // The log contradicts itself or its signatures: do not vote here.
  | 'log-broken'
  | 'fault';

export interface Tracking {
  // Four groups of four, to photograph.
  readonly code: string;
  // The whole digest, for the QR code.
  readonly digest: Uint8Array;
}

// The sitting as far as the page shows it.
export interface SittingFacts extends Pick<
  ResultRules,
  'kind' | 'title' | 'contests' | 'levels' | 'blankAllowed' | 'meetingDate' | 'place'
> {
  // session_id, 64 hexadecimal digits.
  readonly fingerprint: string;
  readonly sendWindowSeconds: number;
  readonly lateCheckIn: boolean;
}

export interface VoterView {
  readonly stage: Stage;
  // Whether the server answers.
  readonly connected: boolean;
  readonly sitting?: SittingFacts;
  readonly phase?: Phase;
  // From the server: how many are there.
  readonly entitled?: number;
  readonly checkedIn?: number;
  // Choices kept from before a reload; -1 for a row without one. Only with the
  // first view of a voting stage.
  readonly draft?: readonly number[];
  readonly tracking?: Tracking;
  // tested: what the other device reads (opening.ts).
  readonly opening?: string;
  // accepted: whether it stands in the public record already.
  readonly counted?: boolean;
  // accepted: found in the record, although the receipt got lost.
  readonly withoutReceipt?: boolean;
  readonly stop?: StopReason;
  // fault, log-broken, storage: what was wrong, for whoever is called.
  readonly detail?: string;
}

// From the page to the worker.
export type Command =
  | { readonly do: 'slip'; readonly secret: Uint8Array; readonly sessionId?: Uint8Array }
  | { readonly do: 'fingerprint-agrees' }
  | { readonly do: 'fingerprint-differs' }
  // Choices so far, to be kept against power cuts. -1 for a row without one.
  | { readonly do: 'draft'; readonly choices: readonly number[] }
  | { readonly do: 'encrypt'; readonly choices: readonly number[] }
  // Back from review or a test to the ballot.
  | { readonly do: 'change' }
  | { readonly do: 'test' }
  | { readonly do: 'submit' }
  // The receipt was seen: forget everything but that this slip has voted.
  | { readonly do: 'finish' }
  // The deputy leaves, or has read why it stopped: back to the slip. What is
  // kept stays, sealed.
  | { readonly do: 'leave' };
