// What a leaf says, after everything was checked that can be checked of a leaf by
// itself (crypto/PROTOCOL.md, section 9).

export type CommitteeName = 'tally' | 'issuer';

interface Signed {
  readonly signature: Uint8Array;
}

interface OfTree {
  readonly size: bigint;
  readonly root: Uint8Array;
}

export interface ManifestEntry {
  readonly kind: 'manifest';
  readonly bytes: Uint8Array;
}

export interface DkgCommit extends Signed {
  readonly kind: 'dkg_commit';
  readonly committee: CommitteeName;
  readonly member: number;
  readonly messageHash: Uint8Array;
}

export interface DkgMessage extends Signed {
  readonly kind: 'dkg_message';
  readonly committee: CommitteeName;
  readonly member: number;
  readonly message: Uint8Array;
}

export interface DkgConfirm extends Signed {
  readonly kind: 'dkg_confirm';
  readonly committee: CommitteeName;
  readonly member: number;
}

export interface DkgComplaint extends Signed {
  readonly kind: 'dkg_complaint';
  readonly committee: CommitteeName;
  readonly dealer: number;
  readonly member: number;
  readonly sharedSecret: Uint8Array;
  readonly proof: Uint8Array;
}

export interface ActiveSet extends Signed {
  readonly kind: 'active_set';
  readonly version: number;
  readonly issuers: readonly number[];
}

export interface Reissue extends Signed {
  readonly kind: 'reissue';
  readonly deputy: number;
  readonly credentialKey: Uint8Array;
}

export interface TokenRequest extends Signed {
  readonly kind: 'token_request';
  readonly deputy: number;
  readonly blinded: Uint8Array;
}

export interface Open extends Signed {
  readonly kind: 'open';
  readonly keyId: Uint8Array;
  readonly activeSetHash: Uint8Array;
  readonly checkedIn: number;
}

export interface BallotEntry {
  readonly kind: 'ballot';
  readonly ballot: Uint8Array;
}

export interface Closing extends Signed {
  readonly kind: 'closing';
}

export interface Close extends Signed, OfTree {
  readonly kind: 'close';
}

export interface Share extends Signed, OfTree {
  readonly kind: 'audit_share' | 'tally_share';
  readonly member: number;
  readonly payload: Uint8Array;
}

export interface ResultEntry {
  readonly kind: 'result';
  readonly ballots: number;
  readonly withheld: boolean;
  readonly counts: readonly number[];
}

export interface Attestation extends Signed, OfTree {
  readonly kind: 'zero_check' | 'verified';
  readonly official: number;
  /** Empty for a zero check. */
  readonly countsHash: Uint8Array;
}

export interface Objection extends Signed, OfTree {
  readonly kind: 'objection';
  readonly official: number;
  readonly text: string;
}

export interface Announce extends Signed {
  readonly kind: 'announce';
  readonly countsHash: Uint8Array;
}

export interface Abort extends Signed {
  readonly kind: 'abort';
  readonly reason: string;
}

export type Entry =
  | ManifestEntry
  | DkgCommit
  | DkgMessage
  | DkgConfirm
  | DkgComplaint
  | ActiveSet
  | Reissue
  | TokenRequest
  | Open
  | BallotEntry
  | Closing
  | Close
  | Share
  | ResultEntry
  | Attestation
  | Objection
  | Announce
  | Abort;

export type EntryKind = Entry['kind'];
