// What the parts of a manifest must be to each other (crypto/PROTOCOL.md, section 8).
import { toHex } from '../bytes';
import { requireVerifyKey } from '../crypto/ed25519';
import { Point } from '../crypto/group/public';
import { require } from '../refused';
import { layoutOf } from './layout';
import type { Manifest, Official, Role } from './manifest';

const MAX_BALLOT_BYTES = 65_000;
/** The largest roster for each pack: counts must not run over into each other. */
const MAX_ROSTER = [10_000_000, 100_000, 500, 500];
const ORDER: readonly Role[] = ['chair', 'scrutineer', 'trustee', 'issuer', 'witness'];

export function requireRules(manifest: Manifest): void {
  requireSizes(manifest);
  manifest.officials.forEach(requireOfficial);
  requireOffices(manifest);
  requireThresholds(manifest);
  requireDistinctKeys(manifest);
}

function requireSizes(manifest: Manifest): void {
  const { pack, rosterSize } = manifest;
  const most = MAX_ROSTER[pack - 1] ?? 0;
  require(rosterSize <= most, `roster_size is ${rosterSize}, at most ${most} with pack ${pack}`);
  const size = layoutOf(manifest).byteLength;
  require(size <=
    MAX_BALLOT_BYTES, `a ballot would have ${size} bytes, at most ${MAX_BALLOT_BYTES}`);
}

function requireOfficial(official: Official): void {
  const { number, roles } = official;
  const places = roles.map((role) => ORDER.indexOf(role));
  require(roles.length > 0, `official ${number} has no role`);
  require(places.every(
    (place, i) => i === 0 || place > (places[i - 1] ?? place),
  ), `the roles of official ${number} do not ascend`);
  const committee = roles.includes('trustee') || roles.includes('issuer');
  require(!committee || roles.includes('witness'), `official ${number} must be a witness too`);
  requireVerifyKey(official.signingKey, `signing_key of official ${number}`);
  requireTransportKey(official, 'trustee', official.trusteeTransportKey);
  requireTransportKey(official, 'issuer', official.issuerTransportKey);
  const isWitness = roles.includes('witness');
  require(isWitness ||
    official.witnessKey.length === 0, `official ${number} is no witness, and has a witness_key`);
  if (isWitness) {
    requireVerifyKey(official.witnessKey, `witness_key of official ${number}`);
  }
}

function requireTransportKey(official: Official, role: Role, key: Uint8Array): void {
  const name = `${role}_transport_key of official ${official.number}`;
  if (!official.roles.includes(role)) {
    require(key.length === 0, `${name} is there, and the official is no ${role}`);
    return;
  }
  require(!Point.decode(key, name).isIdentity(), `${name} is the identity`);
}

function requireOffices({ officials }: Manifest): void {
  const having = (role: Role): number => officials.filter((o) => o.roles.includes(role)).length;
  require(having('chair') === 1, `there are ${having('chair')} chairs, must be 1`);
  require(having('scrutineer') >= 1, 'there is no scrutineer');
  const outside = officials.some(
    ({ roles }) =>
      roles.includes('witness') && !roles.includes('trustee') && !roles.includes('issuer'),
  );
  require(outside, 'no witness is neither trustee nor issuer');
}

function requireThresholds(manifest: Manifest): void {
  const having = (role: Role): number =>
    manifest.officials.filter((o) => o.roles.includes(role)).length;
  const { trusteeThreshold, issuerThreshold, witnessQuorum } = manifest;
  requireThreshold(trusteeThreshold, having('trustee'), 'trustee_threshold');
  requireThreshold(issuerThreshold, having('issuer'), 'issuer_threshold');
  const witnesses = having('witness');
  const t = Math.max(trusteeThreshold, issuerThreshold);
  require(2 * witnessQuorum > witnesses + t - 1 &&
    witnessQuorum <=
      witnesses, `witness_quorum is ${witnessQuorum} of ${witnesses}: two quorums could share liars only`);
}

function requireThreshold(t: number, n: number, name: string): void {
  require(t >= 1 &&
    2 * t - 1 <= n, `${name} is ${t} of ${n}: must be at least 1, and 2t - 1 at most n`);
}

function requireDistinctKeys({ officials, logKey }: Manifest): void {
  requireVerifyKey(logKey, 'log_key');
  const signing = officials.flatMap((o) => [o.signingKey, o.witnessKey]);
  requireDistinct([logKey, ...signing], 'a signing key, the log key or a witness key');
  const transport = officials.flatMap((o) => [o.trusteeTransportKey, o.issuerTransportKey]);
  requireDistinct(transport, 'a transport key');
}

function requireDistinct(keys: readonly Uint8Array[], name: string): void {
  const given = keys.filter((key) => key.length > 0).map(toHex);
  require(new Set(given).size === given.length, `${name} stands there twice`);
}
