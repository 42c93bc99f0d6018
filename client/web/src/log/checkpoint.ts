// Checkpoints: who signed which tree. Whoever insists on a quorum, and on
// consistency with the last one that it accepted, cannot be shown a history that
// somebody else is not shown (crypto/PROTOCOL.md, section 6).
import { concat, equalBytes, fromBase64, readBe64, toHex, utf8 } from '../bytes';
import { verifySignature } from '../crypto/ed25519';
import { sha256 } from '../crypto/hash';
import { refuse, require } from '../refused';
import { type Manifest, officialsWith } from './manifest';
import { type Note, type NoteLine, parseNote } from './note';

interface Signer {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly key: Uint8Array;
}

/** Who signs the checkpoints of a session. */
export interface Signers {
  readonly origin: string;
  readonly log: Signer;
  /** Witness k is element k - 1. */
  readonly witnesses: readonly Signer[];
  readonly quorum: number;
}

/** A tree that the log has signed. */
export interface Checkpoint {
  readonly size: number;
  readonly root: Uint8Array;
  /** The note as it came: the evidence. */
  readonly note: Uint8Array;
  readonly parsed: Note;
}

const LOG_TYPE = Uint8Array.of(1);
const WITNESS_TYPE = Uint8Array.of(4);
const MAX_SIZE = (1n << 63n) - 1n;
const DECIMAL = /^(0|[1-9][0-9]*)$/;
const TIME_BYTES = 8;

export function signersOf(manifest: Manifest, sessionId: Uint8Array): Signers {
  const derived = `pingyi.local/${toHex(sessionId).slice(0, 16)}`;
  const origin = manifest.origin === '' ? derived : manifest.origin;
  return {
    origin,
    log: signer(origin, LOG_TYPE, manifest.logKey),
    witnesses: officialsWith(manifest, 'witness').map((official, index) =>
      signer(`${origin}/witness/${index + 1}`, WITNESS_TYPE, official.witnessKey),
    ),
    quorum: manifest.witnessQuorum,
  };
}

function signer(name: string, type: Uint8Array, key: Uint8Array): Signer {
  return { name, keyId: sha256(utf8(`${name}\n`), type, key).subarray(0, 4), key };
}

/** The size and root of a checkpoint's text, whoever signed it. */
export function readCheckpoint(note: Uint8Array): Checkpoint & { readonly origin: string } {
  const parsed = parseNote(note);
  const lines = parsed.text.split('\n');
  require(lines.length === 4, `the checkpoint has ${lines.length - 1} lines, must have 3`);
  const [origin, decimal, encoded] = lines as [string, string, string];
  require(DECIMAL.test(decimal) &&
    BigInt(decimal) <= MAX_SIZE, 'the size of the checkpoint is no number');
  require(BigInt(decimal) <=
    BigInt(Number.MAX_SAFE_INTEGER), 'the checkpoint counts more leaves than can be');
  const root = fromBase64(encoded);
  require(root.length === 32, `the root of the checkpoint has ${root.length} bytes, must have 32`);
  return { origin, size: Number(decimal), root, note, parsed };
}

/** A checkpoint of this session that the log's key signed; else Refused. */
export function openCheckpoint(signers: Signers, note: Uint8Array): Checkpoint {
  const checkpoint = readCheckpoint(note);
  require(checkpoint.origin ===
    signers.origin, `the origin of the checkpoint is ${checkpoint.origin}, must be ${signers.origin}`);
  const line =
    onlyLine(checkpoint.parsed, signers.log, 'the log') ?? refuse('the log has not signed');
  require(verifySignature(
    signers.log.key,
    utf8(checkpoint.parsed.text),
    line.signature,
  ), 'the signature of the log is wrong');
  return checkpoint;
}

/** The numbers of the witnesses who cosigned; Refused if a line of theirs is bad. */
export function cosignersOf(signers: Signers, { parsed }: Checkpoint): number[] {
  const numbers: number[] = [];
  signers.witnesses.forEach((witness, index) => {
    const who = `witness ${index + 1}`;
    const line = onlyLine(parsed, witness, who);
    if (line === undefined) {
      return;
    }
    require(cosigned(witness, parsed.text, line.signature), `the cosignature of ${who} is wrong`);
    numbers.push(index + 1);
  });
  return numbers;
}

/** Refuses a checkpoint that fewer witnesses than a quorum cosigned. */
export function requireQuorum(signers: Signers, checkpoint: Checkpoint): number[] {
  const numbers = cosignersOf(signers, checkpoint);
  require(numbers.length >=
    signers.quorum, `${numbers.length} of ${signers.witnesses.length} witnesses cosigned, it takes ${signers.quorum}`);
  return numbers;
}

/** SHA-256 of the text that was signed: what people compare. */
export function checkpointFingerprint({ parsed }: Checkpoint): Uint8Array {
  return sha256(utf8(parsed.text));
}

function onlyLine(note: Note, signer: Signer, who: string): NoteLine | undefined {
  const own = note.lines.filter(
    (line) => line.name === signer.name && equalBytes(line.keyId, signer.keyId),
  );
  require(own.length <= 1, `${who} has signed twice`);
  return own[0];
}

function cosigned(witness: Signer, text: string, signature: Uint8Array): boolean {
  if (signature.length !== TIME_BYTES + 64) {
    return false;
  }
  const time = readBe64(signature);
  if (time > MAX_SIZE) {
    return false;
  }
  const signed = concat(utf8(`cosignature/v1\ntime ${time}\n`), utf8(text));
  return verifySignature(witness.key, signed, signature.subarray(TIME_BYTES));
}
