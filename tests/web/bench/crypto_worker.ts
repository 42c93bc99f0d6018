// Runs the measurement in a worker: the page asks with a number of ballots.
import { measure } from './crypto_subject';

self.onmessage = (event: MessageEvent<number>) => {
  measure(event.data).then(
    (timings) => self.postMessage({ timings }),
    (error: unknown) => self.postMessage({ error: String(error) }),
  );
};
