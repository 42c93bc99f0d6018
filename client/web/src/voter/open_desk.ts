// Opening a slip's desk: who it is, and what this tablet keeps of it.
import { Refused } from '../refused.ts';
import { mayCheckIn } from './check_in.ts';
import { Desk, Stopped, type World } from './desk.ts';
import type { SlipKeys } from './ports.ts';
import { newState, parseState, type VoterState } from './state.ts';

// Takes `secret` over and wipes it. Throws Stopped if the slip is of no use here.
export async function openDesk(world: World, secret: Uint8Array): Promise<Desk> {
  const { crypto, storage } = world.ports;
  const session = world.session();
  const keys = crypto.slipKeys(secret, session.sessionId);
  crypto.wipe(secret);
  const release = await storage.hold(keys.storageName);
  try {
    if (release === undefined) {
      throw new Stopped('other-page');
    }
    const deputy = session.deputyOf(keys.credentialKey);
    if (typeof deputy !== 'number') {
      throw new Stopped(deputy === 'replaced' ? 'replaced-slip' : 'unknown-slip');
    }
    return await deskFor(world, keys, deputy, release);
  } catch (error) {
    keys.forget();
    release?.();
    throw error;
  }
}

async function deskFor(
  world: World,
  keys: SlipKeys,
  deputy: number,
  release: () => void,
): Promise<Desk> {
  const kept = await keptState(world, keys, deputy);
  if (kept !== undefined) {
    return new Desk(world, keys, kept, release);
  }
  const session = world.session();
  if (session.requestOf(deputy) !== undefined) {
    throw new Stopped('other-tablet');
  }
  if (!mayCheckIn(session, world.phase())) {
    throw new Stopped(world.phase() === 'aborted' ? 'aborted' : 'late');
  }
  const fresh = newState(
    session.sessionId,
    deputy,
    world.ports.crypto.newTokenSecret(session.sessionId),
  );
  const desk = new Desk(world, keys, fresh, release);
  // Before the request can be logged: another secret would be another request.
  await desk.save();
  return desk;
}

async function keptState(
  world: World,
  keys: SlipKeys,
  deputy: number,
): Promise<VoterState | undefined> {
  const sealed = await world.ports.storage.load(keys.storageName).catch((error: unknown) => {
    throw new Stopped('storage', String(error));
  });
  if (sealed === undefined) {
    return undefined;
  }
  const plain = keys.unseal(sealed);
  if (plain === undefined) {
    throw new Stopped('storage', 'sealed by another slip, or changed');
  }
  try {
    return parseState(plain, world.session().sessionId, deputy);
  } catch (error) {
    throw error instanceof Refused ? new Stopped('storage', error.message) : error;
  } finally {
    world.ports.crypto.wipe(plain);
  }
}
