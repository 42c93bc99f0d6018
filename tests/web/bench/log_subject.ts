// What log_bench.mjs times: a whole record followed as a page does, in both modes, and audited.
import { toHex } from '../../../client/web/src/bytes';
import { auditRecord } from '../../../client/web/src/log/audit';
import { LogFollower } from '../../../client/web/src/log/follower';
import type { RecordFiles } from '../../../client/web/src/log/record';
import { readFolder } from '../log/records';

/** Leaves in a piece: about what the server sends at a time. */
const PIECE = 100;
const NOTHING = new Uint8Array(0);

export interface LogTimings {
  readonly leaves: number;
  readonly ballots: number;
  readonly allMs: number;
  /** The longest time in which nothing else got its turn. */
  readonly longestMs: number;
  /** When each phase was reached. */
  readonly phases: readonly (readonly [string, number])[];
  readonly verdict: string;
  readonly stateMs: number;
}

export async function measureFollowing(
  files: RecordFiles,
  kind: 'full' | 'light',
): Promise<LogTimings> {
  const log = new LogFollower({
    kind,
    fetchBlob: (hash) => Promise.resolve(files.blobs.get(toHex(hash)) ?? NOTHING),
  });
  const start = performance.now();
  const since = (): number => performance.now() - start;
  let [longestMs, last] = [0, since()];
  const timer = setInterval(() => {
    longestMs = Math.max(longestMs, since() - last);
    last = since();
  }, 1);
  const phases: [string, number][] = [];
  for (let at = 0; at < files.leaves.length; at += PIECE) {
    const leaves = files.leaves.slice(at, at + PIECE);
    await log.take({ leaves, signedCheckpoint: NOTHING, quorumCheckpoint: NOTHING });
    phases.push([log.state?.phase ?? '', since()]);
  }
  const { checkpoint } = files;
  await log.take({ leaves: [], signedCheckpoint: checkpoint, quorumCheckpoint: checkpoint });
  await log.settled();
  const allMs = since();
  clearInterval(timer);
  structuredClone(log.state);
  const { status, first } = log.verdict();
  return {
    leaves: log.next,
    ballots: log.state?.ballots ?? 0,
    allMs,
    longestMs,
    phases,
    verdict: `${status} ${first?.item ?? ''} ${log.failure?.words.en ?? ''}`,
    stateMs: since() - allMs,
  };
}

export async function measure(folder: string): Promise<Record<string, unknown>> {
  const files = await readFolder(folder);
  const light = await measureFollowing(files, 'light');
  const full = await measureFollowing(files, 'full');
  const start = performance.now();
  const { verdict } = await auditRecord(files, undefined);
  return { light, full, auditMs: performance.now() - start, audit: verdict.items };
}
