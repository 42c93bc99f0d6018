// The weight of each page: everything that its index.html can lead to, gzipped,
// WebAssembly and workers included. The deputy's page has a limit: a hundred
// tablets load it at once over one hall's Wi-Fi.
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const DEPUTY_LIMIT = 350 * 1024;
const OUT =
  process.env.PINGYI_WEB_OUT ?? fileURLToPath(new URL('../../../build/web', import.meta.url));

const assets = readdirSync(`${OUT}/assets`);

// Files named in `file`, and those named in them: a chunk's name is hashed, so
// that a mention is a reference.
function reachable(file, seen) {
  seen.add(file);
  const text = readFileSync(`${OUT}/${file}`, 'latin1');
  for (const asset of assets) {
    const name = `assets/${asset}`;
    if (!seen.has(name) && text.includes(asset)) {
      reachable(name, seen);
    }
  }
  return seen;
}

function weight(files) {
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(`${OUT}/${file}`)).length, 0);
}

let failed = false;
for (const page of ['', 'chair/', 'screen/', 'supervisor/', 'result/', 'code/', 'challenge/']) {
  const html = `${page}index.html`;
  if (!existsSync(`${OUT}/${html}`)) {
    continue;
  }
  const files = reachable(html, new Set());
  const bytes = weight(files);
  console.log(`/${page}: ${(bytes / 1024).toFixed(1)} KB gzip in ${files.size} files`);
  if (page === '' && bytes > DEPUTY_LIMIT) {
    console.error(`the deputy's page may weigh ${DEPUTY_LIMIT / 1024} KB gzip`);
    failed = true;
  }
}
process.exit(failed ? 1 : 0);
