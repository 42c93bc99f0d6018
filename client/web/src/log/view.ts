// What a tablet must have checked before it signs or encrypts anything
// (crypto/PROTOCOL.md, section 17): both ceremonies with all confirmations, key_id,
// the active set and the opening, all of it under a checkpoint with quorum that
// extends what this device accepted before. That is what a Session and its Heads
// hold; this says how far a tablet may go with them. Comparing session_id with the
// slip is left to whoever has the slip.
import type { Heads } from './heads';
import type { Session } from './session';

export interface TabletStanding {
  /** Keys and active set stand under a quorum: tokens may be asked for. */
  readonly ready: boolean;
  /** So does the opening: ballots may be encrypted. */
  readonly opened: boolean;
}

export function tabletStanding(session: Session, heads: Heads): TabletStanding {
  const agreed = heads.quorum?.checkpoint.size ?? 0;
  const stands = (leaf: number | undefined): boolean => leaf !== undefined && leaf < agreed;
  // The first active set comes only after every member of both committees has
  // confirmed, and `keyId` is known from then on.
  const ready = session.keyId !== undefined && stands(session.activeSet?.leaf);
  return { ready, opened: ready && stands(session.happened.get('open')) };
}
