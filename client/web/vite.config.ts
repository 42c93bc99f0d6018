// One page, one entry: a folder with an index.html is a page, and all are built
// but what $PINGYI_WEB_PAGES leaves out (names with commas). What comes out
// is what the gateway serves: hashed assets under assets/, no inline script or
// style, nothing from another host.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const PAGES = ['deputy', 'chair', 'screen', 'supervisor', 'result', 'code', 'challenge'];
const WANTED = process.env['PINGYI_WEB_PAGES']?.split(',') ?? PAGES;

function entries(): Record<string, string> {
  const found: Record<string, string> = {};
  for (const page of PAGES) {
    const html = `${ROOT}${page === 'deputy' ? '' : `${page}/`}index.html`;
    if (
      WANTED.includes(page) &&
      existsSync(html) &&
      existsSync(`${ROOT}src/pages/${page}/main.ts`)
    ) {
      found[page] = html;
    }
  }
  return found;
}

export default defineConfig({
  root: ROOT,
  base: '/',
  publicDir: false,
  plugins: [svelte()],
  worker: { format: 'es' },
  build: {
    outDir: process.env['PINGYI_WEB_OUT'] ?? '../../build/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: { input: entries() },
  },
});
