// Following the log: the stream is opened again whenever it ends, from the
// first leaf not yet taken. A stream may be silent for hours, and a network can
// go without a word, so a silent one is asked about every few seconds.
import { Code, type Client } from '@connectrpc/connect';
import type { BoardService, FollowResponse } from '../gen/pingyi/v1/board_pb.ts';
import { CallError, toCallError } from './call_error.ts';
import { Backoff, pause } from './retry.ts';

const HEARTBEAT_MS = 4_000;
const HEARTBEAT_TIMEOUT_MS = 4_000;

export interface FollowOptions {
  // The next leaf wanted: asked for at every (re)opening.
  readonly start: () => bigint;
  // Takes a piece. What it throws ends the following and is thrown on.
  readonly onPiece: (piece: FollowResponse) => void | Promise<void>;
  // The server has fewer leaves than `start` says (BEHIND_THE_END). Without
  // this, such a refusal is thrown.
  readonly onBehindTheEnd?: () => Promise<unknown>;
  // Told when the connection is there, and when it is not.
  readonly onConnected?: (connected: boolean) => void;
  readonly signal: AbortSignal;
}

// Fires `lost` when the server cannot be reached although the stream says
// nothing of it.
async function watch(
  board: Client<typeof BoardService>,
  lost: AbortController,
  silence: () => number,
): Promise<void> {
  while (!lost.signal.aborted) {
    await pause(HEARTBEAT_MS, lost.signal);
    if (lost.signal.aborted || silence() < HEARTBEAT_MS) {
      continue;
    }
    try {
      await board.getStatus({}, { timeoutMs: HEARTBEAT_TIMEOUT_MS, signal: lost.signal });
    } catch (thrown) {
      if (toCallError(thrown).transient) {
        lost.abort();
      }
    }
  }
}

// One stream, until it ends: by an error of the server's (thrown), of
// `onPiece` (thrown as it is), or by `signal`.
async function followOnce(
  board: Client<typeof BoardService>,
  options: FollowOptions,
  onFirst: () => void,
): Promise<void> {
  const lost = new AbortController();
  const stop = (): void => lost.abort();
  options.signal.addEventListener('abort', stop);
  let heard = performance.now();
  void watch(board, lost, () => performance.now() - heard);
  try {
    const stream = board.follow({ start: options.start() }, { signal: lost.signal, timeoutMs: 0 });
    const pieces = stream[Symbol.asyncIterator]();
    for (;;) {
      const piece = await pieces.next().catch((thrown: unknown) => {
        throw toCallError(thrown);
      });
      if (piece.done === true) {
        throw new CallError(Code.Unavailable, 'the stream ended');
      }
      heard = performance.now();
      onFirst();
      await options.onPiece(piece.value);
    }
  } finally {
    options.signal.removeEventListener('abort', stop);
    lost.abort();
  }
}

// Follows until `signal` fires (returns), the server refuses for good
// (CallError), or `onPiece` throws (that error).
export async function follow(
  board: Client<typeof BoardService>,
  options: FollowOptions,
): Promise<void> {
  const backoff = new Backoff();
  while (!options.signal.aborted) {
    try {
      await followOnce(board, options, () => {
        backoff.reset();
        options.onConnected?.(true);
      });
    } catch (error) {
      if (options.signal.aborted) {
        return;
      }
      if (
        error instanceof CallError &&
        error.code === Code.OutOfRange &&
        options.onBehindTheEnd !== undefined
      ) {
        await options.onBehindTheEnd();
        await pause(backoff.next(error), options.signal);
        continue;
      }
      const passing =
        error instanceof CallError && (error.transient || error.code === Code.Canceled);
      if (!passing) {
        throw error;
      }
      options.onConnected?.(false);
      await pause(backoff.next(error), options.signal);
    }
  }
}
