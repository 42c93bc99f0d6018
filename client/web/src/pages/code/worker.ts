// Looks a tracking code up in the whole public record, verified here.
import { sodiumReady } from '../../crypto/sodium.ts';
import { findBallot } from '../../log/find.ts';
import { servedRecord } from '../../net/record.ts';
import { Refused } from '../../refused.ts';
import { answerOnce } from '../../ui/ask.ts';
import type { Found } from './found.ts';

async function look(code: string): Promise<Found> {
  await sodiumReady;
  const { looked, state } = await findBallot(servedRecord(), code);
  return {
    found: looked.found,
    leaf: looked.found === 'no' ? undefined : looked.leaf,
    title: state.manifest.title,
    kind: state.manifest.kind,
    phase: state.phase,
    returned: state.ballots,
    size: state.size,
    root: state.quorum?.root ?? '',
    fingerprint: state.fingerprint,
    witnesses: state.quorum?.cosigners.length ?? 0,
  };
}

answerOnce(look, (error) => error instanceof Refused);
