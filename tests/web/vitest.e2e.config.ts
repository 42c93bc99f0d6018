// Whole pages in Chromium against the real programs: one at a time. CI runs what
// fits into its minutes; e2e/run-all runs everything.
import { defineConfig } from 'vitest/config';

const CI = ['e2e/{sitting,supervisor,aborted}.test.ts', 'gateway/**/*.test.ts'];
const ALL = ['{e2e,gateway}/**/*.test.ts'];

export default defineConfig({
  test: {
    include: process.env['PINGYI_E2E'] === 'all' ? ALL : CI,
    environment: 'node',
    testTimeout: 600_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    reporters: ['verbose'],
  },
});
