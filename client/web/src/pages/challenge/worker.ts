// Encrypts an opened ballot again, with the keys of the verified record, and
// compares it with what the tablet had committed itself to.
import { BallotParameters } from '../../crypto/ballot/parameters.ts';
import { checkOpening } from '../../crypto/ballot/prove.ts';
import { sodiumReady } from '../../crypto/sodium.ts';
import { followFiles } from '../../log/find.ts';
import { layoutOf } from '../../log/layout.ts';
import type { Session } from '../../log/session.ts';
import { servedRecord } from '../../net/record.ts';
import { Refused, require } from '../../refused.ts';
import { answerOnce } from '../../ui/ask.ts';
import { parseOpening } from '../../voter/opening.ts';
import type { Challenge, Checked } from './checked.ts';

const BLANK = { zh: '弃权', en: 'Abstain' };

function parametersOf({ sessionId, keyId, manifest, ceremonies }: Session): BallotParameters {
  const { keys } = ceremonies.tally;
  require(keyId !== undefined && keys !== undefined, 'the keys of the session are not in the log');
  return new BallotParameters({ sessionId, keyId }, layoutOf(manifest), keys);
}

async function check({ digest, opening }: Challenge): Promise<Checked> {
  await sodiumReady;
  const { session } = await followFiles(servedRecord());
  require(session !== undefined, 'the log is empty');
  const { contests, levels, blankAllowed, title, kind } = session.manifest;
  const opened = parseOpening(opening, contests.length);
  let agrees = true;
  try {
    checkOpening(parametersOf(session), digest, opened);
  } catch (error) {
    if (!(error instanceof Refused)) {
      throw error;
    }
    agrees = false;
  }
  const options = [...levels.map(({ name }) => name), ...(blankAllowed ? [BLANK] : [])];
  return { title, kind, contests, options, agrees, choices: [...opened.choices] };
}

answerOnce(check, (error) => error instanceof Refused);
