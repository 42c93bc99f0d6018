// Makes src/gen from the proto files, by protoc and protoc-gen-es; protoc is
// Debian's, the same that makes the C++.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const WEB = fileURLToPath(new URL('..', import.meta.url));
const PROTO = fileURLToPath(new URL('../../../proto', import.meta.url));
const OUT = `${WEB}src/gen`;

const files = readdirSync(`${PROTO}/pingyi/v1`)
  .filter((name) => name.endsWith('.proto') && name !== 'committee.proto')
  .map((name) => `pingyi/v1/${name}`);

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
execFileSync(
  'protoc',
  [
    `--plugin=protoc-gen-es=${WEB}node_modules/.bin/protoc-gen-es`,
    `--proto_path=${PROTO}`,
    `--es_out=${OUT}`,
    '--es_opt=target=ts,import_extension=ts',
    ...files,
  ],
  { stdio: 'inherit' },
);
