// Check-in: from the slip to a complete token.
import { Code } from '@connectrpc/connect';
import { equalBytes } from '../bytes.ts';
import { CallError } from '../net/call_error.ts';
import { type Desk, Stopped } from './desk.ts';
import type { IssuedPart, TabletSession, TokenRequest } from './ports.ts';

// Between questions while the issuers or the chair are not there yet.
const ASK_AGAIN_MS = 1_000;

// Whether a slip that has not checked in still may.
export function mayCheckIn(session: TabletSession, phase: string): boolean {
  return (
    phase === 'check-in' ||
    phase === 'ceremony' ||
    (phase === 'voting' && session.facts.lateCheckIn)
  );
}

function requestOf(desk: Desk): TokenRequest {
  const session = desk.world.session();
  const blinded = desk.world.ports.crypto.blinded(session, desk.state.tokenSecret);
  return {
    deputy: desk.state.deputy,
    blinded,
    signature: desk.keys.sign(session, desk.state.deputy, blinded),
  };
}

async function takeParts(desk: Desk, parts: readonly IssuedPart[]): Promise<void> {
  const { crypto } = desk.world.ports;
  const fresh = parts.filter(
    ({ issuer }) => !desk.state.parts.some((held) => held.issuer === issuer),
  );
  if (fresh.length === 0) {
    return;
  }
  const session = desk.world.session();
  fresh.forEach((part) => crypto.checkPart(session, desk.state.tokenSecret, part));
  desk.state.parts = [...desk.state.parts, ...fresh].sort((a, b) => a.issuer - b.issuer);
  await desk.save();
}

// What a refused request means.
function refusedRequest(desk: Desk, error: CallError): Stopped | undefined {
  switch (error.code) {
    case Code.AlreadyExists:
      return new Stopped('other-tablet');
    case Code.PermissionDenied:
      return new Stopped('replaced-slip');
    case Code.FailedPrecondition:
      return mayCheckIn(desk.world.session(), desk.world.phase()) ? undefined : lateOrOver(desk);
    default:
      return new Stopped('fault', error.message);
  }
}

function lateOrOver(desk: Desk): Stopped {
  return new Stopped(desk.world.phase() === 'aborted' ? 'aborted' : 'late');
}

// Asks for the token's parts until those of the active set are there. Safe to
// repeat after anything: the request is always the same.
export async function obtainToken(desk: Desk): Promise<void> {
  while (desk.activeParts() === undefined) {
    const logged = desk.world.session().requestOf(desk.state.deputy);
    const request = requestOf(desk);
    if (logged !== undefined && !equalBytes(logged, request.blinded)) {
      throw new Stopped('other-tablet');
    }
    try {
      const issued = await desk.persist((signal) =>
        desk.world.ports.server.requestToken(request, signal),
      );
      await takeParts(desk, issued.parts);
    } catch (error) {
      if (!(error instanceof CallError)) {
        throw error;
      }
      const stopped = refusedRequest(desk, error);
      if (stopped !== undefined) {
        throw stopped;
      }
    }
    if (desk.activeParts() === undefined) {
      await desk.sleep(ASK_AGAIN_MS);
    }
  }
}
