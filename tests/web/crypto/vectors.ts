// The known answers of tests/vectors/data, or of the directory that PINGYI_VECTORS names.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fromHex } from '../../../client/web/src/bytes';
import { Point } from '../../../client/web/src/crypto/group/public';
import { BallotLayout } from '../../../client/web/src/crypto/ballot/layout';
import { BallotParameters } from '../../../client/web/src/crypto/ballot/parameters';
import { decodeScalar } from '../../../client/web/src/crypto/scalar';

export const DIRECTORY =
  process.env['PINGYI_VECTORS'] ?? fileURLToPath(new URL('../../vectors/data', import.meta.url));

function load<T>(name: string): T {
  return JSON.parse(readFileSync(`${DIRECTORY}/${name}.json`, 'utf8')) as T;
}

export interface BallotVector {
  choices: number[];
  y: string;
  Y: string;
  blind: string;
  blinded: string;
  partial: Record<string, string>;
  parts: Record<string, string>;
  N: string;
  r: string;
  masks_in_order: string[];
  beta: string;
  alpha: string;
  gamma: string;
  delta: string;
  s: string;
  u: string;
  A: string;
  B: string[];
  proof: string;
  bytes: string;
  tracking_digest: string;
}

export type InvalidBallot = Pick<BallotVector, 'Y' | 'N' | 'A' | 'B' | 'proof'> & { why: string };

interface BallotFile {
  session_id: string;
  key_id: string;
  round: number;
  contests: number[];
  pack: number;
  keys: string[];
  issuer_key: string;
  valid: BallotVector[];
  invalid: InvalidBallot[];
}

interface DkgFile {
  session_id: string;
  committee: 'tally' | 'issuer';
  threshold: number;
  members: {
    index: number;
    polynomials: string[][];
    pok_nonce: string;
    commitments: string[][];
    pok: string;
  }[];
  public_keys: string[];
  shares: string[][];
  share_keys: string[][];
  share_encryption: {
    from: number;
    to: number;
    ephemeral_secret: string;
    transport_public: string;
    transport_secret: string;
    key: string;
  };
}

interface RfcSuite {
  mode: number;
  pkSm?: string;
  skSm: string;
  groupDST: string;
  vectors: {
    Batch: number;
    Blind: string;
    BlindedElement: string;
    EvaluationElement: string;
    Input: string;
    Output: string;
    Proof?: { proof: string; r: string };
  }[];
}

export const ballotFile = (): BallotFile => load('ballots');
export const dkgFile = (committee: 'tally' | 'issuer'): DkgFile => load(`dkg_${committee}`);
export const rfc9497 = (): RfcSuite[] => load('rfc9497');
export const generatorFile = (): Record<string, string> => load('generators');
export const identifierFile = (): { manifest: string; session_id: string; key_id: string } =>
  load('identifiers');
export const transcriptFile = (): {
  label: string;
  steps: ({ append: [string, string] } | { challenge: [string, string] })[];
} => load('transcript');
export const merkleFile = (): {
  leaves: string[];
  roots: string[];
  inclusion: Record<string, string[]>;
  consistency: Record<string, string[]>;
  checkpoint_body: string;
} => load('merkle');
export const auditFile = (): {
  tokens: [string, string][];
  T: string;
  N: string;
  issuers: { index: number; nonce: string; U: string; proof: string }[];
} => load('token_audit');
export const tallyFile = (): {
  A: string;
  B: string[];
  shares: { index: number; nonce: string; D: string[]; proof: string }[];
  ballots: number;
  counts: number[];
} => load('tally');

export const point = (hex: string): Point => Point.decode(fromHex(hex));
export const scalar = (hex: string): bigint => decodeScalar(fromHex(hex));

export function contextOf(file: { session_id: string; key_id: string }) {
  return { sessionId: fromHex(file.session_id), keyId: fromHex(file.key_id) };
}

export function parametersOf(file: BallotFile): BallotParameters {
  const layout = new BallotLayout(file.contests, file.pack);
  return new BallotParameters(contextOf(file), layout, file.keys.map(point));
}

export function bytesOf(ballot: Omit<InvalidBallot, 'why'>): Uint8Array {
  return fromHex([ballot.Y, ballot.N, ballot.A, ...ballot.B, ballot.proof].join(''));
}
