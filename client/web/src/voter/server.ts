// The server, as the voter's machine calls it.
import type { Client, Transport } from '@connectrpc/connect';
import { toBinary, create } from '@bufbuild/protobuf';
import { equalBytes } from '../bytes.ts';
import { leafHash, TILE_WIDTH } from '../crypto/merkle.ts';
import { Phase as WirePhase, type BoardService } from '../gen/pingyi/v1/board_pb.ts';
import { LogEntrySchema } from '../gen/pingyi/v1/log_pb.ts';
import { openCheckpoint, requireQuorum } from '../log/checkpoint.ts';
import type { Phase } from '../log/session.ts';
import { Tree } from '../log/tree.ts';
import {
  ballotBoxClient,
  boardClient,
  onFreshConnection,
  registrarClient,
} from '../net/services.ts';
import { require } from '../refused.ts';
import type { IssuedPart, Server, ServerStatus, TokenRequest, UnblindedPart } from './ports.ts';
import type { LoggedSession } from './tablet_log.ts';

const STATUS_TIMEOUT_MS = 5_000;
const CAST_TIMEOUT_MS = 30_000;
const HASH_BYTES = 32;

const PHASES: Partial<Record<WirePhase, Phase>> = {
  [WirePhase.CEREMONY]: 'ceremony',
  [WirePhase.CHECK_IN]: 'check-in',
  [WirePhase.VOTING]: 'voting',
  [WirePhase.CLOSING]: 'closing',
  [WirePhase.CLOSED]: 'closed',
  [WirePhase.AUDITED]: 'audited',
  [WirePhase.TALLIED]: 'tallied',
  [WirePhase.ANNOUNCED]: 'announced',
  [WirePhase.ABORTED]: 'aborted',
};

// All leaf hashes of a log of `size` leaves, by whole tiles that everybody asks
// for alike: no call tells which leaf is looked for.
async function leafHashes(
  board: Client<typeof BoardService>,
  size: number,
  signal: AbortSignal,
): Promise<Uint8Array[]> {
  const hashes: Uint8Array[] = [];
  for (let first = 0; first < size; first += TILE_WIDTH) {
    const width = Math.min(TILE_WIDTH, size - first);
    const { tile } = await board.getTile(
      { kind: { case: 'level', value: 0 }, index: BigInt(first / TILE_WIDTH), width },
      { signal },
    );
    require(tile.length === width * HASH_BYTES, 'a tile of another width');
    for (let at = 0; at < tile.length; at += HASH_BYTES) {
      hashes.push(tile.slice(at, at + HASH_BYTES));
    }
  }
  return hashes;
}

function ballotLeafHash(ballot: Uint8Array): Uint8Array {
  const entry = create(LogEntrySchema, { kind: { case: 'ballot', value: { ballot } } });
  return leafHash(toBinary(LogEntrySchema, entry));
}

export class TabletServer implements Server {
  readonly #board;
  readonly #registrar;
  readonly #box;

  constructor(
    transport: Transport,
    private readonly session: () => LoggedSession,
  ) {
    this.#board = boardClient(transport);
    this.#registrar = registrarClient(transport);
    this.#box = ballotBoxClient(transport);
  }

  async requestToken(
    { deputy, blinded, signature }: TokenRequest,
    signal: AbortSignal,
  ): Promise<{ parts: readonly IssuedPart[]; activeIssuers: readonly number[] }> {
    const answer = await this.#registrar.requestToken(
      { request: { deputy, blinded: [blinded], signature } },
      { signal },
    );
    return {
      parts: answer.parts.filter(({ round }) => round === 0),
      activeIssuers: answer.activeIssuers,
    };
  }

  async status(signal: AbortSignal, last = false): Promise<ServerStatus> {
    const { phase, entitled, checkedIn, returned, boxClosed } = await this.#board.getStatus(
      {},
      { signal, timeoutMs: STATUS_TIMEOUT_MS, ...(last ? onFreshConnection() : {}) },
    );
    return { phase: PHASES[phase] ?? 'ceremony', entitled, checkedIn, returned, boxClosed };
  }

  async cast(
    ballot: Uint8Array,
    parts: readonly UnblindedPart[],
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const answer = await this.#box.castBallot(
      { round: 0, ballot, parts: [...parts] },
      { signal, timeoutMs: CAST_TIMEOUT_MS, ...onFreshConnection() },
    );
    return answer.receiptSignature;
  }

  async isLogged(ballot: Uint8Array, signal: AbortSignal): Promise<boolean> {
    const { log, heads } = this.session();
    const { quorumCheckpoint } = await this.#board.getCheckpoint({}, { signal });
    const checkpoint = openCheckpoint(heads.signers, quorumCheckpoint);
    requireQuorum(heads.signers, checkpoint);
    const hashes = await leafHashes(this.#board, checkpoint.size, signal);
    const tree = new Tree();
    hashes.forEach((hash) => tree.append(hash));
    require(equalBytes(tree.root, checkpoint.root), 'the tiles are not the log that was signed');
    const common = Math.min(tree.size, log.tree.size);
    const [now, before] = [tree.rootAt(common), log.tree.rootAt(common)];
    require(now !== undefined &&
      before !== undefined &&
      equalBytes(now, before), 'the log is not the one that was there before');
    const wanted = ballotLeafHash(ballot);
    return hashes.some((hash) => equalBytes(hash, wanted));
  }
}
