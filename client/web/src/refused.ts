// What came from outside was not what it must be. Everything that reads outside input throws this
// and nothing else, with a message that says which part was wrong; so a caller can tell a hostile
// or damaged input (Refused) from a fault of ours (any other error).
export class Refused extends Error {
  override readonly name: string = 'Refused';
}

export function refuse(what: string): never {
  throw new Refused(what);
}

// Refuses `what` unless `condition` holds.
export function require(condition: boolean, what: string): asserts condition {
  if (!condition) refuse(what);
}
