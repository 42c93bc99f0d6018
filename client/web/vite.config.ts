// One page, one entry: a folder with an index.html is a page. What comes out
// is what the gateway serves: hashed assets under assets/, no inline script or
// style, nothing from another host.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const PAGES = ['', 'chair', 'screen', 'supervisor', 'result', 'code', 'challenge'];

function entries(): Record<string, string> {
  const found: Record<string, string> = {};
  for (const page of PAGES) {
    const html = `${ROOT}${page === '' ? '' : `${page}/`}index.html`;
    if (existsSync(html)) {
      found[page === '' ? 'deputy' : page] = html;
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
