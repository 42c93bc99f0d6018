// The roster: the deputies' numbers and keys, no names (crypto/PROTOCOL.md,
// section 8).
import { equalBytes, toHex } from '../bytes';
import { requireVerifyKey } from '../crypto/ed25519';
import { sha256 } from '../crypto/hash';
import { require } from '../refused';
import type { Manifest } from './manifest';
import { ROSTER } from './shapes';
import { parse } from './wire';

/** Keys by the deputies' numbers, ascending. */
export type Roster = ReadonlyMap<number, Uint8Array>;

/** Reads the blob that the manifest names; refuses any other. */
export function parseRoster(manifest: Manifest, bytes: Uint8Array): Roster {
  require(equalBytes(
    sha256(bytes),
    manifest.rosterHash,
  ), 'the roster is not the one that the manifest names');
  const roster = new Map<number, Uint8Array>();
  const keys = new Set<string>();
  let last = 0;
  for (const entry of parse(ROSTER, bytes, 'roster').messages('entries')) {
    const deputy = entry.number('deputy');
    require(deputy > last, `roster: deputy ${deputy} follows deputy ${last}`);
    const key = entry.bytes('credential_key');
    requireVerifyKey(key, `the key of deputy ${deputy}`);
    require(!keys.has(toHex(key)), `roster: the key of deputy ${deputy} stands there twice`);
    keys.add(toHex(key));
    roster.set(deputy, key);
    last = deputy;
  }
  require(roster.size ===
    manifest.rosterSize, `roster: it has ${roster.size} deputies, the manifest says ${manifest.rosterSize}`);
  return roster;
}
