// The voter's worker: the machine with the real network, clock, storage and
// cryptography. It has the slip, the token and the ballot; the page has the
// screen.
import { sodium, sodiumReady } from '../crypto/sodium.ts';
import { boardClient, makeTransport } from '../net/services.ts';
import { pause } from '../net/retry.ts';
import { storagePrefix, TabletCrypto } from './crypto.ts';
import { VoterMachine } from './machine.ts';
import type { Clock } from './ports.ts';
import type { Command, Stage } from './protocol.ts';
import { TabletServer } from './server.ts';
import { headStore, TabletStorage } from './storage.ts';
import { type LoggedSession, TabletLog } from './tablet_log.ts';

const STATUS_EVERY_MS = 3_000;
// While a ballot is on its way the connection that knew the deputy is silent.
const SILENT: readonly Stage[] = ['sealing', 'sending'];

const clock: Clock = {
  // Unlike pause(), not cut short when the network comes back: the moment of
  // sending is random.
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    }),
  random: () => sodium.randombytes_random() / 2 ** 32,
};

async function pollStatus(machine: VoterMachine, server: TabletServer): Promise<never> {
  const never = new AbortController().signal;
  for (;;) {
    // Tablets do not ask all at once.
    await pause(STATUS_EVERY_MS * (0.75 + Math.random() / 2));
    if (SILENT.includes(machine.view.stage)) {
      continue;
    }
    try {
      machine.heard(await server.status(never));
      machine.connected(true);
    } catch {
      machine.connected(false);
    }
  }
}

async function main(): Promise<void> {
  const transport = makeTransport();
  const storage = new TabletStorage();
  let session: LoggedSession | undefined;
  const server = new TabletServer(transport, () => {
    if (session === undefined) {
      throw new Error('the session is not known yet');
    }
    return session;
  });
  const ports = { server, clock, storage, crypto: new TabletCrypto() };
  const machine = new VoterMachine(ports, (view) => postMessage(view));
  onmessage = (event: MessageEvent<Command>) => void machine.act(event.data);
  await sodiumReady;
  const log = new TabletLog(boardClient(transport), headStore, {
    onSession: (next) => {
      if (session === undefined) {
        void storage.forgetOthers(storagePrefix(next.sessionId)).catch(() => undefined);
      }
      session = next;
      machine.sessionChanged(next);
    },
    onConnected: (connected) => machine.connected(connected),
    onBroken: (detail) => machine.sessionBroken(detail),
  });
  void pollStatus(machine, server);
  await log.run();
}

void main();
