// One question, one answer, from a worker of its own that ends with it: for
// pages that compute something now and then.
import { startWorker } from './worker.ts';

export type Answer<T> =
  { readonly ok: T } | { readonly refused: string } | { readonly failed: string };

// Answers a worker's one question. What was wrong with outside input is
// `refused`, what could not be had just now (or a fault of ours) is `failed`.
export function answerOnce<Q, A>(
  answer: (question: Q) => Promise<A>,
  isRefused: (error: unknown) => boolean,
): void {
  onmessage = async (event: MessageEvent<Q>) => {
    let reply: Answer<A>;
    try {
      reply = { ok: await answer(event.data) };
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      reply = isRefused(error) ? { refused: text } : { failed: text };
    }
    postMessage(reply);
  };
}

// Asks a worker whose script is at `url`. Never rejects.
export function askWorker<Q, A>(url: string, name: string, question: Q): Promise<Answer<A>> {
  const worker = startWorker(url, name);
  return new Promise<Answer<A>>((resolve) => {
    worker.onmessage = (event: MessageEvent<Answer<A>>) => resolve(event.data);
    worker.onerror = (event) => resolve({ failed: event.message });
    worker.postMessage(question);
  }).finally(() => worker.terminate());
}
