// Milliseconds for following and auditing an exported record, in Node:
//
//     node bench/log_bench.mjs RECORD
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const record = process.argv[2];
if (record === undefined) {
  console.error('usage: node bench/log_bench.mjs RECORD');
  process.exit(2);
}

function show(mode, t) {
  console.log(`${mode}: ${t.leaves} leaves, ${t.ballots} ballots: ${t.verdict}`);
  console.log(`  all of it       ${(t.allMs / 1000).toFixed(2)} s`);
  console.log(`  longest hold    ${t.longestMs.toFixed(0)} ms`);
  console.log(`  one snapshot    ${t.stateMs.toFixed(1)} ms`);
  console.log(`  phases          ${t.phases.map(([p, ms]) => `${p} ${ms.toFixed(0)}`).join(', ')}`);
}

const directory = await mkdtemp(join(tmpdir(), 'pingyi-bench-'));
try {
  await build({
    configFile: false,
    logLevel: 'error',
    root: HERE,
    build: {
      outDir: directory,
      target: 'es2022',
      ssr: true,
      rollupOptions: { input: { subject: `${HERE}log_subject.ts` } },
    },
    ssr: { noExternal: true },
  });
  const { measure } = await import(pathToFileURL(join(directory, 'subject.js')).href);
  const { light, full, auditMs, audit } = await measure(record);
  show('light', light);
  show('full', full);
  console.log(`audit of the record: ${(auditMs / 1000).toFixed(2)} s`);
  audit.forEach(({ item, status, words }) => console.log(`  ${status} ${item}: ${words.en}`));
} finally {
  await rm(directory, { recursive: true });
}
