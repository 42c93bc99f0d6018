// Whole pages in Chromium against the real programs: one at a time.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{e2e,gateway}/**/*.test.ts'],
    environment: 'node',
    testTimeout: 600_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
