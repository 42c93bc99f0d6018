// Key generation as everybody sees it (crypto/PROTOCOL.md, section 11): whether members' messages
// are valid, what keys come of them, and who is to blame when one complains. Members make their
// messages on their own machines, not here.
import { concat, frame, le32, readLe32, readLe64, utf8 } from '../bytes';
import { require } from '../refused';
import { DLEQ_SIZE, verifyDleq } from './dleq';
import { ELEMENT_SIZE, Point } from './group/public';
import { SUITE, sha512 } from './hash';
import { decodeScalar, powers } from './scalar';
import { sodium } from './sodium';
import type { Committee } from './statement';
import { Transcript } from './transcript';

const LENGTH_SIZE = 8;
const TAG_SIZE = 16;

// A committee, as the manifest has it.
export interface DkgRules {
  readonly sessionId: Uint8Array;
  readonly committee: Committee;
  readonly secrets: number; // m for the tally, 1 for issuers.
  readonly threshold: number;
  readonly transportKeys: readonly Point[]; // T_1 to T_n.
}

export interface DkgBox {
  readonly e: Point;
  readonly ciphertext: Uint8Array;
}

export interface DkgMessage {
  readonly member: number;
  readonly commitments: readonly (readonly Point[])[]; // C_{j,k}
  readonly boxes: readonly DkgBox[]; // For member 1 and on.
}

export interface CommitteeKeys {
  readonly keys: readonly Point[]; // K_j
  readonly shares: readonly (readonly Point[])[]; // X_{k,j}, member k at k - 1.
}

function boxSize(rules: DkgRules): number {
  return 32 * rules.secrets + TAG_SIZE;
}

export function dkgMessageSize(rules: DkgRules): number {
  const boxes = rules.transportKeys.length * (ELEMENT_SIZE + LENGTH_SIZE + boxSize(rules));
  return 4 + ELEMENT_SIZE * rules.secrets * rules.threshold + 2 * ELEMENT_SIZE + boxes;
}

// Refuses a message that is not valid, or not of this member.
export function verifyDkgMessage(rules: DkgRules, member: number, bytes: Uint8Array): DkgMessage {
  const size = dkgMessageSize(rules);
  require(bytes.length === size, `dkg message: want ${size} bytes, got ${bytes.length}`);
  require(readLe32(bytes) === member, 'dkg message: of another member');
  let at = 4;
  const take = (count: number): Uint8Array => bytes.subarray(at, (at += count));
  const committed = bytes.subarray(4, 4 + ELEMENT_SIZE * rules.secrets * rules.threshold);
  const commitments = Array.from({ length: rules.secrets }, (_, j) =>
    Array.from({ length: rules.threshold }, (__, k) => {
      const point = Point.decode(take(ELEMENT_SIZE), `dkg message: C_${j},${k}`);
      require(!point.isIdentity(), `dkg message: C_${j},${k}: the identity`);
      return point;
    }),
  );
  verifyKnowledge(rules, member, committed, commitments, take(2 * ELEMENT_SIZE));
  const boxes = rules.transportKeys.map((_, k) => {
    const e = Point.decode(take(ELEMENT_SIZE), `dkg message: E of box ${k + 1}`);
    require(!e.isIdentity(), `dkg message: E of box ${k + 1}: the identity`);
    const length = readLe64(take(LENGTH_SIZE));
    require(length === BigInt(boxSize(rules)), `dkg message: length of box ${k + 1}`);
    return { e, ciphertext: take(boxSize(rules)) };
  });
  return { member, commitments, boxes };
}

// That the member knows all its constants.
function verifyKnowledge(
  rules: DkgRules,
  member: number,
  committed: Uint8Array,
  commitments: readonly (readonly Point[])[],
  proof: Uint8Array,
): void {
  const r = Point.decode(proof.subarray(0, 32), 'dkg message: R');
  const z = decodeScalar(proof.subarray(32), 'dkg message: z');
  const t = new Transcript('dkg').append('session', rules.sessionId);
  t.append('committee', utf8(rules.committee)).append('index', le32(member));
  t.append('commitments', committed).append('R', proof.subarray(0, 32));
  const weights = powers(t.challenge('e'), rules.secrets + 1).slice(1);
  const constants = commitments.map((coefficients) => coefficients[0]!);
  const rest = Point.sumOfProducts([z, ...weights.map((w) => -w)], [Point.BASE, ...constants]);
  require(rest.equals(r), 'dkg message: the proof of knowledge does not hold');
}

// The committee's keys from all members' messages, in order. Refuses a key that is the identity.
export function committeeKeys(rules: DkgRules, messages: readonly DkgMessage[]): CommitteeKeys {
  const sums = Array.from({ length: rules.secrets }, (_, j) =>
    Array.from({ length: rules.threshold }, (__, k) =>
      Point.sum(messages.map((message) => message.commitments[j]![k]!)),
    ),
  );
  const keys = sums.map((coefficients) => coefficients[0]!);
  keys.forEach((key, j) => require(!key.isIdentity(), `dkg: key ${j} is the identity`));
  const shares = rules.transportKeys.map((_, k) => sums.map((sum) => evaluate(sum, k + 1)));
  return { keys, shares };
}

// The sum of member^p C_p.
function evaluate(coefficients: readonly Point[], member: number): Point {
  return Point.sumOfProducts(powers(BigInt(member), coefficients.length), coefficients);
}

// The key of a box, from the encodings of E, T_k and S.
export function dkgBoxKey(
  rules: Pick<DkgRules, 'sessionId' | 'committee'>,
  dealer: number,
  member: number,
  elements: { readonly e: Uint8Array; readonly t: Uint8Array; readonly s: Uint8Array },
): Uint8Array {
  const label = concat(frame(utf8(SUITE)), frame(utf8('dkg-share')));
  const who = concat(rules.sessionId, utf8(rules.committee), le32(dealer), le32(member));
  return sha512(label, who, elements.e, elements.t, elements.s).slice(0, 32);
}

// Who is to blame for a valid, signed complaint of `member` about the message of `dealer`.
export function judgeComplaint(
  rules: DkgRules,
  dealer: DkgMessage,
  member: number,
  sharedSecret: Uint8Array,
  proof: Uint8Array,
): 'dealer' | 'member' {
  const [box, transportKey] = [dealer.boxes[member - 1], rules.transportKeys[member - 1]];
  require(box !== undefined && transportKey !== undefined, 'complaint: there is no such member');
  require(proof.length === DLEQ_SIZE, 'complaint: proof of another length');
  try {
    const s = Point.decode(sharedSecret, 'complaint: S');
    const t = new Transcript('dkg complaint').append('session', rules.sessionId);
    t.append('committee', utf8(rules.committee)).append('dealer', le32(dealer.member));
    t.append('member', le32(member));
    verifyDleq(t, { h: box.e, x: transportKey, y: s }, proof);
  } catch {
    return 'member';
  }
  const elements = { e: box.e.encode(), t: transportKey.encode(), s: sharedSecret };
  const key = dkgBoxKey(rules, dealer.member, member, elements);
  return opensToRightShares(rules, dealer, member, box, key) ? 'member' : 'dealer';
}

function opensToRightShares(
  rules: DkgRules,
  dealer: DkgMessage,
  member: number,
  box: DkgBox,
  key: Uint8Array,
): boolean {
  try {
    const shares = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      null,
      box.ciphertext,
      rules.sessionId,
      new Uint8Array(24),
      key,
    );
    return dealer.commitments.every((coefficients, j) => {
      const share = decodeScalar(shares.subarray(32 * j, 32 * (j + 1)));
      return Point.BASE.mul(share).equals(evaluate(coefficients, member));
    });
  } catch {
    return false;
  }
}
