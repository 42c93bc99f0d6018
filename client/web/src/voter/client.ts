// The page's end of the voter's worker: commands out, views in.
import type { Command, VoterView } from './protocol.ts';
import { startWorker } from '../ui/worker.ts';
import workerUrl from './worker.ts?worker&url';

// From the worker: what to show, or that it has died.
export interface VoterHandlers {
  readonly onView: (view: VoterView) => void;
  // The worker itself failed (could not load, or a fault of ours in it). What
  // is kept on the tablet stays; loading the page again goes on.
  readonly onDeath: (detail: string) => void;
}

export class VoterClient {
  readonly #worker: Worker;

  constructor(handlers: VoterHandlers) {
    this.#worker = startWorker(workerUrl, 'voter');
    this.#worker.onmessage = (event: MessageEvent<VoterView>) => handlers.onView(event.data);
    this.#worker.onerror = (event) => handlers.onDeath(event.message);
    this.#worker.onmessageerror = () => handlers.onDeath('a message could not be read');
  }

  act(command: Command): void {
    // The slip's secret moves: this side of it is empty afterwards.
    const moved = command.do === 'slip' ? [command.secret.buffer as ArrayBuffer] : [];
    this.#worker.postMessage(command, moved);
  }

  end(): void {
    this.#worker.terminate();
  }
}
