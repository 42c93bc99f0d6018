// The worker that verifies a log while its page goes on. Start it with `startWorker`
// from the address that `import url from './worker.ts?worker&url'` gives.
import { FollowerHost } from './host';
import type { Port } from './protocol';

new FollowerHost(globalThis as unknown as Port);
