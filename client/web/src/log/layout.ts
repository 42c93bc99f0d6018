// The layout of a session's ballots (crypto/PROTOCOL.md, section 8).
import { BallotLayout } from '../crypto/ballot/layout';
import type { Manifest } from './manifest';

export function layoutOf(
  manifest: Pick<Manifest, 'contests' | 'levels' | 'blankAllowed' | 'pack'>,
): BallotLayout {
  const options = manifest.levels.length + (manifest.blankAllowed ? 1 : 0);
  return BallotLayout.uniform(manifest.contests.length, options, manifest.pack);
}
