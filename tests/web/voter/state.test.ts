import { describe, expect, it } from 'vitest';
import { newState, parseState, serializeState } from '../../../client/web/src/voter/state.ts';
import {
  formatCommitment,
  formatOpening,
  parseCommitment,
  parseOpening,
} from '../../../client/web/src/voter/opening.ts';
import { Refused } from '../../../client/web/src/refused.ts';

const SESSION = new Uint8Array(32).fill(1);

function full(): Uint8Array {
  const state = newState(SESSION, 12, new Uint8Array(64).fill(2));
  state.parts = [1, 3].map((issuer) => ({
    issuer,
    evaluated: new Uint8Array(32).fill(issuer),
    proof: new Uint8Array(64).fill(issuer),
  }));
  state.draft = [0, -1, 3];
  state.receipt = new Uint8Array(64).fill(9);
  return serializeState(state);
}

describe('a kept state', () => {
  it('comes back as it was', () => {
    const state = parseState(full(), SESSION, 12);
    expect(state.draft).toEqual([0, -1, 3]);
    expect(state.parts.map(({ issuer }) => issuer)).toEqual([1, 3]);
    expect(serializeState(state)).toEqual(full());
  });

  it('is refused where it was cut off or goes on', () => {
    for (let size = 0; size < full().length; ++size) {
      expect(() => parseState(full().slice(0, size), SESSION, 12), `${size}`).toThrow(Refused);
    }
    expect(() => parseState(new Uint8Array([...full(), 0]), SESSION, 12)).toThrow(Refused);
  });

  it('is refused for another session or deputy', () => {
    expect(() => parseState(full(), new Uint8Array(32), 12)).toThrow(/session/);
    expect(() => parseState(full(), SESSION, 13)).toThrow(/deputy/);
  });

  it('never has a sealed ballot and marks', () => {
    const state = parseState(full(), SESSION, 12);
    state.ballot = new Uint8Array(10);
    expect(() => parseState(serializeState(state), SESSION, 12)).toThrow(/marks/);
  });
});

describe('the codes of a challenge', () => {
  it('come back as they were, and are plain capitals for small QR codes', () => {
    const digest = new Uint8Array(32).map((_, i) => i * 7);
    const opening = { r: digest.slice(), choices: Uint8Array.of(0, 3, 1, 4) };
    expect(parseCommitment(formatCommitment(digest))).toEqual(digest);
    expect(parseOpening(formatOpening(opening), 4)).toEqual(opening);
    expect(formatCommitment(digest) + formatOpening(opening)).toMatch(/^[0-9A-Z:-]+$/);
  });

  it('are not taken for each other, nor for a slip', () => {
    const digest = new Uint8Array(32);
    const opening = formatOpening({ r: digest, choices: new Uint8Array(4) });
    expect(() => parseCommitment(opening)).toThrow(Refused);
    expect(() => parseOpening(formatCommitment(digest), 4)).toThrow(Refused);
    expect(() => parseOpening(opening, 5)).toThrow(Refused);
    expect(() => parseCommitment(`https://h/#${'0'.repeat(78)}`)).toThrow(Refused);
  });
});
