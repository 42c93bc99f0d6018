// From a sealed ballot to its receipt, and from there into the record. Only
// these bytes are ever sent, again and again where that may help.
import { Code } from '@connectrpc/connect';
import { CallError } from '../net/call_error.ts';
import type { Phase } from '../log/session.ts';
import { type Desk, Stopped } from './desk.ts';
import type { UnblindedPart } from './ports.ts';

const ASK_AGAIN_MS = 1_000;
const LOOK_AGAIN_MS = 5_000;
const OVER: readonly Phase[] = ['closed', 'audited', 'tallied', 'announced', 'aborted'];

// What a cast that was not accepted means; undefined: try again.
function refusedCast(error: CallError): Stopped | undefined {
  switch (error.code) {
    case Code.AlreadyExists:
      return new Stopped('token-spent');
    case Code.Unauthenticated:
      return new Stopped('token-refused');
    case Code.FailedPrecondition:
      return undefined;
    default:
      return new Stopped('fault', error.message);
  }
}

// The box does not take it any more. An earlier attempt may have arrived all
// the same, its receipt lost on the way: the record decides.
async function lookForIt(desk: Desk): Promise<boolean> {
  const { server } = desk.world.ports;
  for (;;) {
    const status = await desk.persist((signal) => server.status(signal));
    desk.world.heard(status);
    if (await desk.persist((signal) => server.isLogged(desk.state.ballot, signal))) {
      return true;
    }
    if (status.boxClosed || OVER.includes(status.phase)) {
      return false;
    }
    await desk.sleep(ASK_AGAIN_MS);
  }
}

async function castOnce(desk: Desk, parts: readonly UnblindedPart[]): Promise<boolean> {
  const { crypto, server } = desk.world.ports;
  const { ballot } = desk.state;
  const receipt = await desk.persist((signal) => server.cast(ballot, parts, signal));
  if (!crypto.receiptHolds(desk.world.session(), ballot, receipt)) {
    throw new Stopped('log-broken', 'the receipt is not signed by the key of this log');
  }
  desk.state.receipt = receipt;
  await desk.save();
  return true;
}

// At a uniformly random moment of the send window, until it is accepted. True
// with a receipt; false if it was found in the record without one.
export async function castSealed(desk: Desk): Promise<boolean> {
  const { clock, crypto, server } = desk.world.ports;
  await desk.sleep(clock.random() * desk.world.session().facts.sendWindowSeconds * 1_000);
  const issued = desk.activeParts();
  if (issued === undefined) {
    throw new Stopped('fault', 'parts of the active set are missing');
  }
  const parts = crypto.unblind(desk.world.session(), desk.state.tokenSecret, issued);
  // The last call over the connection that knew the deputy. Whether it arrives
  // does not matter: a broken connection is not used again either.
  await server.status(desk.signal, true).catch(() => undefined);
  for (;;) {
    desk.stayOrThrow();
    try {
      return await castOnce(desk, parts);
    } catch (error) {
      if (!(error instanceof CallError)) {
        throw error;
      }
      const stopped = refusedCast(error);
      if (stopped !== undefined) {
        throw stopped;
      }
      if (error.reason === 'CLOSED') {
        if (await lookForIt(desk)) {
          return false;
        }
        throw new Stopped(desk.world.phase() === 'aborted' ? 'aborted' : 'closed-in-flight');
      }
    }
    await desk.sleep(ASK_AGAIN_MS);
  }
}

// Resolves once the ballot stands in the record.
export async function awaitCounted(desk: Desk): Promise<void> {
  const { server } = desk.world.ports;
  let returned = -1;
  for (;;) {
    const status = await desk.persist((signal) => server.status(signal));
    desk.world.heard(status);
    // Ballots are appended in batches: looking between them is in vain.
    if (status.returned !== returned) {
      returned = status.returned;
      if (await desk.persist((signal) => server.isLogged(desk.state.ballot, signal))) {
        return;
      }
    }
    await desk.sleep(LOOK_AGAIN_MS);
  }
}
