// A server with a gateway and nobody else: a session that has not begun.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { freePort, Program, ROOT, run } from '../e2e/programs.ts';

export interface Started {
  readonly origin: string;
  stop(): Promise<void>;
}

async function enroll(folder: string): Promise<string[]> {
  const at = (name: string): string => `${folder}/${name}`;
  writeFileSync(at('passphrase'), 'a passphrase for tests only\n');
  await run('pingyi', ['enroll', '--name', 'chair', '--role', 'chair', '--out', at('chair')]);
  const roles = { a: 'trustee,issuer,scrutineer,witness', w: 'scrutineer,witness' };
  for (const [name, role] of [
    ['a', roles.a],
    ['b', roles.a],
    ['c', roles.a],
    ['w', roles.w],
  ] as const) {
    const weak = ['--passphrase-file', at('passphrase'), '--test-only-weak-passphrase'];
    await run('pingyi-trustee', [
      ...['enroll', '--name', name, '--role', role, '--out', at(name)],
      ...weak,
    ]);
  }
  return ['chair', 'a', 'b', 'c', 'w'].flatMap((name) => ['--official', at(`${name}.official`)]);
}

export async function startServer(): Promise<Started> {
  const folder = mkdtempSync(`${tmpdir()}/pingyi-gateway-`);
  const officials = await enroll(folder);
  writeFileSync(
    `${folder}/roster.csv`,
    `number,name\n${Array.from({ length: 20 }, (_, i) => `${i + 1},代表${i + 1}\n`).join('')}`,
  );
  const gateway = `127.0.0.1:${await freePort()}`;
  await run('pingyi', [
    ...['session', 'new', `${folder}/session`],
    ...['--settings', `${ROOT}deploy/demo/settings.textproto`],
    ...['--departments', `${ROOT}deploy/demo/departments.csv`],
    ...['--roster', `${folder}/roster.csv`],
    ...['--listen', `127.0.0.1:${await freePort()}`, '--gateway', gateway, '--plain-text'],
    ...officials,
  ]);
  const server = new Program(
    'pingyi-server',
    ['--config', `${folder}/session/server/server.textproto`],
    `${folder}/server.log`,
  );
  await server.said('"event":"ready"');
  return {
    origin: `http://${gateway}`,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
