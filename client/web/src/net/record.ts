// The public record as files, from the server that the page came from.
import type { RecordSource } from '../log/find.ts';
import { CallError, Code } from './call_error.ts';
import { retry } from './retry.ts';
import { boardClient, makeTransport } from './services.ts';

const FILE_TIMEOUT_MS = 20_000;
// A network that is gone for longer than this is reported.
const PATIENCE_MS = 15_000;

async function getFile(path: string): Promise<Uint8Array> {
  let answer: Response;
  try {
    answer = await fetch(`/log/${path}`, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      cache: path === 'checkpoint' ? 'no-store' : 'default',
      signal: AbortSignal.timeout(FILE_TIMEOUT_MS),
    });
    if (answer.ok) {
      return new Uint8Array(await answer.arrayBuffer());
    }
  } catch (error) {
    throw new CallError(Code.Unavailable, String(error));
  }
  const busy = answer.status === 429 || answer.status >= 500;
  const code = busy ? Code.Unavailable : Code.NotFound;
  throw new CallError(code, `/log/${path}: HTTP ${answer.status}`);
}

export function servedRecord(): RecordSource {
  const board = boardClient(makeTransport());
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return {
    file: (path) => retry(() => getFile(path), { signal }),
    blob: async (sha256) => (await retry(() => board.getBlob({ sha256 }), { signal })).data,
  };
}
