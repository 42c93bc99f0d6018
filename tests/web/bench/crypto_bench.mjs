// Milliseconds for a ballot made and for ballots verified, in Node and in a worker of Chromium:
//
//     node bench/crypto_bench.mjs [number of ballots, default 300]
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from 'vite';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ballots = Number(process.argv[2] ?? 300);
const CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'";

async function bundle(outDir) {
  await build({
    configFile: false,
    logLevel: 'error',
    root: HERE,
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      lib: {
        entry: { subject: `${HERE}crypto_subject.ts`, worker: `${HERE}crypto_worker.ts` },
        formats: ['es'],
      },
    },
  });
}

function show(where, t) {
  const each = t.verifyAllMs / t.ballots;
  console.log(`${where}`);
  const make = t.prepareMs + t.encryptMs + t.proveMs;
  console.log(`  made, median    ${make.toFixed(1)} ms a ballot`);
  console.log(`    prepared      ${t.prepareMs.toFixed(1)} ms, before the vote is known`);
  console.log(`    encrypted     ${t.encryptMs.toFixed(1)} ms`);
  console.log(`    proved        ${t.proveMs.toFixed(1)} ms`);
  console.log(`    slowest       ${t.worstMakeMs.toFixed(1)} ms`);
  console.log(`  verified        ${each.toFixed(2)} ms a ballot`);
  console.log(`    all ${t.ballots}       ${(t.verifyAllMs / 1000).toFixed(2)} s`);
  console.log(`  1 bad in 100    ${(t.culpritMs / 1000).toFixed(2)} s to name it`);
}

async function inChromium(directory) {
  const server = createServer(async (request, response) => {
    response.setHeader('Content-Security-Policy', CSP);
    if (request.url === '/') {
      response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>bench</title>');
      return;
    }
    const body = await readFile(join(directory, request.url)).catch(() => undefined);
    response.statusCode = body === undefined ? 404 : 200;
    response.setHeader('Content-Type', 'text/javascript').end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium' });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    return await page.evaluate(
      (count) =>
        new Promise((done, failed) => {
          const worker = new Worker('/worker.js', { type: 'module' });
          worker.onmessage = ({ data }) =>
            data.error === undefined ? done(data.timings) : failed(new Error(data.error));
          worker.onerror = (event) => failed(new Error(event.message));
          worker.postMessage(count);
        }),
      ballots,
    );
  } finally {
    await browser.close();
    server.close();
  }
}

const directory = await mkdtemp(join(tmpdir(), 'pingyi-bench-'));
try {
  await bundle(directory);
  const { measure } = await import(pathToFileURL(join(directory, 'subject.js')).href);
  show(`Node ${process.version}`, await measure(ballots));
  show('Chromium, in a worker', await inChromium(directory));
} finally {
  await rm(directory, { recursive: true });
}
