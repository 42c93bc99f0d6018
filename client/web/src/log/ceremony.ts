// One committee's key generation, as far as the log tells: who has committed,
// revealed and confirmed, and the keys that come of it (crypto/PROTOCOL.md,
// section 11).
import { equalBytes } from '../bytes';
import {
  type CommitteeKeys,
  type DkgMessage,
  type DkgRules,
  committeeKeys,
  judgeComplaint,
  verifyDkgMessage,
} from '../crypto/dkg';
import { Point } from '../crypto/group/public';
import { sha256 } from '../crypto/hash';
import { Refused } from '../refused';
import type { CommitteeName, DkgComplaint } from './entry';
import { layoutOf } from './layout';
import { type Manifest, type Official, officialsWith } from './manifest';
import { demand, illegal } from './words';

export type Stage = 'commit' | 'message' | 'confirm' | 'complete';

export class Ceremony {
  readonly members: readonly Official[];
  readonly threshold: number;
  readonly commits = new Map<number, Uint8Array>();
  readonly messages = new Map<number, DkgMessage>();
  readonly hashes = new Map<number, Uint8Array>();
  readonly confirmed = new Set<number>();
  readonly #rules: DkgRules;
  #keys: CommitteeKeys | undefined;

  constructor(
    readonly name: CommitteeName,
    manifest: Manifest,
    sessionId: Uint8Array,
  ) {
    const tally = name === 'tally';
    this.members = officialsWith(manifest, tally ? 'trustee' : 'issuer');
    this.threshold = tally ? manifest.trusteeThreshold : manifest.issuerThreshold;
    this.#rules = {
      sessionId,
      committee: name,
      threshold: this.threshold,
      transportKeys: this.members.map((official) =>
        Point.decode(tally ? official.trusteeTransportKey : official.issuerTransportKey),
      ),
      secrets: tally ? layoutOf(manifest).ciphertexts : 1,
    };
  }

  get stage(): Stage {
    if (!this.#everybody(this.commits)) {
      return 'commit';
    }
    if (!this.#everybody(this.messages)) {
      return 'message';
    }
    return this.complete ? 'complete' : 'confirm';
  }

  get complete(): boolean {
    return this.confirmed.size === this.members.length;
  }

  /** Members who have done what `stage` asks for. */
  doneAt(stage: Stage): number[] {
    const done = {
      commit: this.commits,
      message: this.messages,
      confirm: this.confirmed,
      complete: this.confirmed,
    };
    return [...done[stage].keys()].sort((a, b) => a - b);
  }

  /** Takes a message that follows all commits. Throws Illegal if it must not be revealed. */
  takeMessage(member: number, bytes: Uint8Array): void {
    const hash = sha256(bytes);
    const committed = this.commits.get(member);
    demand(
      committed !== undefined && equalBytes(hash, committed),
      'ceremony',
      '公开的内容与先前承诺的不符',
      'it is not the message that the member committed to',
    );
    try {
      const message = verifyDkgMessage(this.#rules, member, bytes);
      const all = new Map(this.messages).set(member, message);
      if (this.#everybody(all)) {
        this.#keys = committeeKeys(this.#rules, this.#inOrder(all));
      }
      this.messages.set(member, message);
      this.hashes.set(member, hash);
    } catch (error) {
      if (!(error instanceof Refused)) {
        throw error;
      }
      illegal('ceremony', `密钥生成的内容不合规则：${error.message}`, error.message);
    }
  }

  /** The committee's public keys, once all messages are there. */
  get keys(): readonly Point[] | undefined {
    return this.#keys?.keys;
  }

  get encodedKeys(): Uint8Array[] {
    return (this.keys ?? []).map((key) => key.encode());
  }

  /** SHA-256 of every message, in order. */
  get messageHashes(): Uint8Array[] {
    return this.#inOrder(this.hashes);
  }

  /** Public shares of `member`, one for each key. All messages must be there. */
  publicShares(member: number): readonly Point[] {
    return this.#keys?.shares[member - 1] ?? [];
  }

  /** Who is to blame for a complaint that follows all messages: a member's number. */
  blamed(complaint: DkgComplaint): number {
    const { dealer, member, sharedSecret, proof } = complaint;
    const message = this.messages.get(dealer);
    return message !== undefined &&
      judgeComplaint(this.#rules, message, member, sharedSecret, proof) === 'dealer'
      ? dealer
      : member;
  }

  #everybody(map: ReadonlyMap<number, unknown>): boolean {
    return map.size === this.members.length;
  }

  #inOrder<T>(map: ReadonlyMap<number, T>): T[] {
    return [...map.entries()].sort(([a], [b]) => a - b).map(([, value]) => value);
  }
}
