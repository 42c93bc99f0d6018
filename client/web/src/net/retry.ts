// Calling again, decided by the status code alone. Delays double up to a bound
// that keeps the promise of the hall: everybody carries on within five seconds
// of the server's return.
import { toCallError, type CallError } from './call_error.ts';

export interface RetryPolicy {
  readonly firstDelay: number;
  readonly maxDelay: number;
}

export const RETRY: RetryPolicy = { firstDelay: 200, maxDelay: 2_000 };

// Resolves after `ms`, or at once when `signal` fires or the browser says that
// the network is back. Never rejects.
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      globalThis.removeEventListener?.('online', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    if (signal?.aborted === true) {
      finish();
      return;
    }
    signal?.addEventListener('abort', finish);
    globalThis.addEventListener?.('online', finish);
  });
}

// Delays drawn from the upper half of their range, so that many tablets do not
// come back together.
export class Backoff {
  readonly #policy: RetryPolicy;
  #failures = 0;

  constructor(policy: RetryPolicy = RETRY) {
    this.#policy = policy;
  }

  // How long to wait after `error`, in ms: the server's delay if it is longer.
  next(error: CallError): number {
    const bound = Math.min(this.#policy.firstDelay * 2 ** this.#failures, this.#policy.maxDelay);
    this.#failures = Math.min(this.#failures + 1, 30);
    return Math.max(bound * (0.5 + Math.random() / 2), error.retryAfter);
  }

  reset(): void {
    this.#failures = 0;
  }
}

export interface RetryOptions {
  readonly signal?: AbortSignal;
  readonly policy?: RetryPolicy;
  // Told of each failure after which the call is made again.
  readonly onRetry?: (error: CallError) => void;
}

// Calls until it succeeds, fails for good (that CallError is thrown), or
// `signal` fires (then with the last failure).
export async function retry<T>(call: () => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const backoff = new Backoff(options.policy);
  const stopped = (): boolean => options.signal?.aborted === true;
  for (;;) {
    try {
      return await call();
    } catch (thrown) {
      const error = toCallError(thrown);
      if (!error.transient || stopped()) {
        throw error;
      }
      options.onRetry?.(error);
      await pause(backoff.next(error), options.signal);
      if (stopped()) {
        throw error;
      }
    }
  }
}
