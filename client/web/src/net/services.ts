// The services over gRPC-Web, on the origin that the page came from. Calls
// carry nothing that names anybody: no cookie, no referrer, nothing cached.
// Each has a deadline, and throws CallError and nothing else.
import type { DescService } from '@bufbuild/protobuf';
import { createClient, type CallOptions, type Client, type Transport } from '@connectrpc/connect';
import { createGrpcWebTransport } from '@connectrpc/connect-web';
import { BallotBoxService } from '../gen/pingyi/v1/ballot_box_pb.ts';
import { BoardService } from '../gen/pingyi/v1/board_pb.ts';
import { ControlService } from '../gen/pingyi/v1/control_pb.ts';
import { RegistrarService } from '../gen/pingyi/v1/registrar_pb.ts';
import { toCallError } from './call_error.ts';

const CALL_TIMEOUT_MS = 15_000;

// With this header the gateway closes the connection after its answer, so that
// what follows goes over another one (DESIGN.md, "Casting").
const FRESH_HEADER = 'pingyi-fresh';

const plainFetch: typeof fetch = (input, init) =>
  fetch(input, {
    ...init,
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    redirect: 'error',
    mode: 'same-origin',
  });

export function makeTransport(baseUrl: string = location.origin): Transport {
  return createGrpcWebTransport({
    baseUrl,
    fetch: plainFetch,
    defaultTimeoutMs: CALL_TIMEOUT_MS,
  });
}

// Options of a call after which the connection closes.
export function onFreshConnection(): CallOptions {
  return { headers: { [FRESH_HEADER]: '1' } };
}

type Call = (request: never, options: never) => Promise<unknown>;

// A service's calls; what they throw is a CallError (streams: see follow.ts).
// Not by an interceptor: what one throws is wrapped again.
export function clientOf<S extends DescService>(service: S, transport: Transport): Client<S> {
  const client: Record<string, unknown> = { ...createClient(service, transport) };
  for (const { localName, methodKind } of service.methods) {
    const call = client[localName];
    if (methodKind === 'unary' && typeof call === 'function') {
      client[localName] = (request: never, options: never) =>
        (call as Call)(request, options).catch((error: unknown) => {
          throw toCallError(error);
        });
    }
  }
  return client as Client<S>;
}

export const boardClient = (transport: Transport): Client<typeof BoardService> =>
  clientOf(BoardService, transport);
export const registrarClient = (transport: Transport): Client<typeof RegistrarService> =>
  clientOf(RegistrarService, transport);
export const ballotBoxClient = (transport: Transport): Client<typeof BallotBoxService> =>
  clientOf(BallotBoxService, transport);
export const controlClient = (transport: Transport): Client<typeof ControlService> =>
  clientOf(ControlService, transport);
