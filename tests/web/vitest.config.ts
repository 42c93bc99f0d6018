// Units, in Node: no browser, no server.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{crypto,log,voter,result,pages,net,official}/**/*.test.ts'],
    environment: 'node',
    testTimeout: 120_000,
    // Two cores, and crypto keeps each busy.
    maxWorkers: 2,
  },
});
