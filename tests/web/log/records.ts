// Records for tests: folders as the programs export them, and the corpus of
// tests/tamper, which a program of ours writes anew for every run.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { type RecordFiles, readRecord } from '../../../client/web/src/log/record';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const FOLDERS = [process.env['PINGYI_BIN'], 'build/release/bin', 'build/dev/bin']
  .filter((folder) => folder !== undefined)
  .map((folder) => join(folder.startsWith('/') ? '' : ROOT, folder, 'tamper_records'));

/** The program that writes the corpus, if it was built (PINGYI_BIN says where). */
export const TAMPER_RECORDS = FOLDERS.find((path) => existsSync(path));

export interface Case {
  readonly name: string;
  readonly verdict: string;
  readonly item: string;
  readonly fingerprint: string;
  readonly change: string;
  readonly folder: string;
}

/**
 * Writes the cases of these names, or all, for as long as the file's tests run.
 * None where the program was not built: tests of them are to be skipped.
 */
export function writeCorpus(...names: readonly string[]): Case[] {
  if (TAMPER_RECORDS === undefined) {
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'pingyi-corpus-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  execFileSync(TAMPER_RECORDS, [folder, ...names]);
  const lines = readFileSync(join(folder, 'index.tsv'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const [name = '', verdict = '', item = '', fingerprint = '', change = ''] = line.split('\t');
    return { name, verdict, item, fingerprint, change, folder: join(folder, name) };
  });
}

export function caseOf(cases: readonly Case[], name: string): Case {
  const found = cases.find((one) => one.name === name);
  if (found === undefined) {
    throw new Error(`no record ${name}`);
  }
  return found;
}

/** A file of a record; undefined if there is none. */
export function readFile(folder: string, path: string): Promise<Uint8Array | undefined> {
  const file = join(folder, path);
  return Promise.resolve(existsSync(file) ? new Uint8Array(readFileSync(file)) : undefined);
}

export function readFolder(folder: string): Promise<RecordFiles> {
  const blobs = join(folder, 'blob');
  return readRecord((path) => readFile(folder, path), existsSync(blobs) ? readdirSync(blobs) : []);
}
