// "Is my code counted?", for anybody and without asking for one ballot: the page
// takes all of the log, as everybody does who asks, computes its root, compares that
// with a checkpoint with quorum, and looks in what it has.
import { fromHex, toHex } from '../bytes';
import { TILE_WIDTH, entriesOf, entryTilePath } from '../crypto/merkle';
import { Refused, require } from '../refused';
import { readCheckpoint } from './checkpoint';
import { LogFollower } from './follower';
import type { Looked } from './lookup';
import { judgeFound } from './lookup';
import type { LogState } from './state';

export interface RecordSource {
  /** A file under /log/, or of an exported record. Rejects if it cannot be had. */
  file(path: string): Promise<Uint8Array>;
  blob(hash: Uint8Array): Promise<Uint8Array>;
}

export interface Search {
  readonly looked: Looked;
  /** What was searched: under a quorum, every leaf legal. */
  readonly state: LogState;
}

/**
 * Looks for a tracking code (XXXX-XXXX-XXXX-XXXX) or a whole tracking digest in
 * hexadecimal. `fingerprint`, if the person has it, must be the session's. Refused
 * says why the log cannot be believed.
 */
export async function findBallot(
  source: RecordSource,
  code: string,
  fingerprint?: string,
): Promise<Search> {
  const follower = await followFiles(source, fingerprint);
  const { session, state } = follower;
  require(session !== undefined && state !== undefined, 'the log is empty');
  const looked = judgeFound(session, follower.leaves, follower.look(code));
  return { looked, state };
}

/** Reads a whole log from its tiles, in light mode. */
export async function followFiles(
  source: RecordSource,
  fingerprint?: string,
): Promise<LogFollower> {
  const note = await source.file('checkpoint');
  const { size } = readCheckpoint(note);
  const follower = new LogFollower({
    kind: 'light',
    fetchBlob: (hash) => source.blob(hash),
    expected: fingerprint === undefined ? undefined : fromHex(fingerprint, 32),
  });
  const nothing = new Uint8Array(0);
  for (let index = 0; index * TILE_WIDTH < size; index++) {
    const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
    const leaves = entriesOf(await source.file(entryTilePath(index, width)), width);
    const last = (index + 1) * TILE_WIDTH >= size;
    await follower.take({
      leaves,
      signedCheckpoint: nothing,
      quorumCheckpoint: last ? note : nothing,
    });
  }
  const { failure, heads } = follower;
  if (failure !== undefined) {
    throw new Refused(failure.words.en);
  }
  const root = heads?.quorum && toHex(heads.quorum.checkpoint.root);
  require(root !== undefined, 'the log is not under a checkpoint with quorum');
  return follower;
}
