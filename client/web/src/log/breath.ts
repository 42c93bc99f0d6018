// Lets whatever else waits in this thread have its turn: input, painting, messages.
// By a channel and not a timer, which browsers slow down on pages nobody looks at.

export function breath(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Takes a breath whenever the last one was long ago. */
export class Breathing {
  #last = performance.now();

  constructor(private readonly everyMs: number) {}

  async pause(): Promise<void> {
    if (performance.now() - this.#last >= this.everyMs) {
      await breath();
      this.#last = performance.now();
    }
  }
}
