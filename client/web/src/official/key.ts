// An official's signing key, made from their slip and kept in this page's memory
// only: never stored, never sent, wiped when the page is left or the official
// signs out. Await `sodiumReady` before.
import { equalBytes } from '../bytes';
import { Credential } from '../crypto/credential';
import { parseScanned, parseSlip } from '../crypto/slip';
import { sodium } from '../crypto/sodium';
import type { Statement } from '../crypto/statement';
import type { Manifest, Official, Role } from '../log/manifest';
import { refuse, require } from '../refused';

export class OfficialKey {
  #credential: Credential | undefined;
  readonly publicKey: Uint8Array;

  private constructor(credential: Credential) {
    this.#credential = credential;
    this.publicKey = credential.publicKey;
  }

  /** From what was typed or scanned: a printed code, or the address in its QR code. */
  static fromSlip(text: string): OfficialKey {
    const secret = text.includes('#') ? parseScanned(text).secret : parseSlip(text);
    try {
      return new OfficialKey(new Credential(secret));
    } finally {
      sodium.memzero(secret);
    }
  }

  sign(sessionId: Uint8Array, statement: Statement): Uint8Array {
    const credential = this.#credential ?? refuse('the key was erased; the slip is needed again');
    return credential.sign(sessionId, statement);
  }

  wipe(): void {
    this.#credential?.wipe();
    this.#credential = undefined;
  }

  /** Whose key this is. Refused if it is nobody's, or of one without the role. */
  officialIn(manifest: Manifest, role: Role): Official {
    const official = manifest.officials.find((one) => equalBytes(one.signingKey, this.publicKey));
    require(official !== undefined, 'this slip belongs to no official of this session');
    require(official.roles.includes(role), `${official.name} is not the ${role} of this session`);
    return official;
  }
}
