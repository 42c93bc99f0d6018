// What a page and the worker that verifies for it say to each other. All of it is
// plain data.
import type { CountingKind } from './counting';
import type { LogLine } from './describe';
import type { Piece } from './follower';
import type { Looked } from './lookup';
import type { LogState } from './state';
import type { Verdict } from './verdict';

export type ToWorker =
  | {
      readonly kind: 'start';
      readonly counting: CountingKind;
      readonly expected: Uint8Array | undefined;
      readonly remembers: boolean;
    }
  | { readonly kind: 'take'; readonly id: number; readonly piece: Piece }
  | { readonly kind: 'rewind'; readonly id: number }
  | { readonly kind: 'look'; readonly id: number; readonly code: string }
  /** What the page was asked for: a blob, or the remembered note. */
  | {
      readonly kind: 'answer';
      readonly id: number;
      readonly bytes: Uint8Array | undefined;
      readonly error: string | undefined;
    };

export type FromWorker =
  | {
      readonly kind: 'changed';
      readonly state: LogState | undefined;
      readonly lines: readonly LogLine[];
      readonly verdict: Verdict;
      readonly next: number;
    }
  | { readonly kind: 'ask'; readonly id: number; readonly what: 'blob'; readonly hash: Uint8Array }
  | { readonly kind: 'ask'; readonly id: number; readonly what: 'head'; readonly of: string }
  | { readonly kind: 'save'; readonly of: string; readonly note: Uint8Array }
  | { readonly kind: 'done'; readonly id: number; readonly value: number | Looked }
  | { readonly kind: 'failed'; readonly id: number; readonly error: string };

/** A worker, its inside, or an end of a MessageChannel. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: 'message' | 'error', listener: (event: MessageEvent) => void): void;
}
