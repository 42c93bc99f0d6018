// Real HTTP answers through the real transport: what a caller learns of them.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CallError, Code } from '../../../client/web/src/net/call_error.ts';
import { follow } from '../../../client/web/src/net/follow.ts';
import { retry } from '../../../client/web/src/net/retry.ts';
import { boardClient, makeTransport } from '../../../client/web/src/net/services.ts';

let answer: (response: ServerResponse) => void = (response) => response.end();
let server: Server;
let calls = 0;

beforeAll(async () => {
  server = createServer((_, response) => {
    calls += 1;
    answer(response);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
afterAll(() => {
  server.close();
});

const board = () =>
  boardClient(makeTransport(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));

// A gRPC-Web answer: messages, then the trailer frame.
function grpcWeb(trailer: string, ...messages: Uint8Array[]): (response: ServerResponse) => void {
  return (response) => {
    response.writeHead(200, { 'content-type': 'application/grpc-web+proto' });
    for (const message of messages) {
      response.write(frame(0, message));
    }
    response.end(frame(0x80, Buffer.from(trailer)));
  };
}

function frame(flag: number, data: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head[0] = flag;
  head.writeUInt32BE(data.length, 1);
  return Buffer.concat([head, data]);
}

function field(number: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of((number << 3) | 2, bytes.length), bytes]);
}

// google.rpc.Status with one detail.
function details(code: number, type: string, value: Uint8Array): string {
  const any = Buffer.concat([
    field(1, Buffer.from(`type.googleapis.com/${type}`)),
    field(2, value),
  ]);
  return Buffer.concat([Buffer.of(8, code), field(2, Buffer.from('m')), field(3, any)]).toString(
    'base64',
  );
}

async function failure(): Promise<CallError> {
  try {
    await board().getStatus({});
  } catch (error) {
    expect(error).toBeInstanceOf(CallError);
    return error as CallError;
  }
  throw new Error('it did not fail');
}

describe('a failed call', () => {
  it('carries the server’s refusal', async () => {
    const refusal = field(1, Buffer.from('SAID_BEFORE'));
    const bin = details(6, 'pingyi.v1.Refusal', refusal);
    answer = grpcWeb(`grpc-status: 6\r\ngrpc-message: no\r\ngrpc-status-details-bin: ${bin}\r\n`);
    const error = await failure();
    expect(error.code).toBe(Code.AlreadyExists);
    expect(error.reason).toBe('SAID_BEFORE');
    expect(error.transient).toBe(false);
  });

  it('carries how long to wait', async () => {
    // RetryInfo { retry_delay { seconds: 3 } }
    const bin = details(8, 'google.rpc.RetryInfo', field(1, Buffer.of(8, 3)));
    answer = grpcWeb(`grpc-status: 8\r\ngrpc-message: no\r\ngrpc-status-details-bin: ${bin}\r\n`);
    const error = await failure();
    expect(error.transient).toBe(true);
    expect(error.retryAfter).toBe(3_000);
  });

  it('keeps the server’s word even where it is vague', async () => {
    answer = grpcWeb('grpc-status: 13\r\ngrpc-message: broken\r\n');
    expect((await failure()).transient).toBe(false);
  });

  it('is worth repeating if the answer was cut off, anywhere', async () => {
    const whole = frame(0, Buffer.alloc(40));
    for (const part of [Buffer.alloc(0), whole.subarray(0, 3), whole.subarray(0, 20), whole]) {
      answer = (response) => {
        response.writeHead(200, { 'content-type': 'application/grpc-web+proto' });
        response.write(part.length > 0 ? part : Buffer.of());
        setTimeout(() => response.destroy(), 20);
      };
      expect((await failure()).transient, `${part.length} bytes`).toBe(true);
    }
  });

  it('is worth repeating if the gateway is overloaded or gone', async () => {
    for (const status of [429, 502, 503, 504]) {
      answer = (response) => response.writeHead(status).end();
      expect((await failure()).transient, String(status)).toBe(true);
    }
    answer = (response) => response.destroy();
    expect((await failure()).transient).toBe(true);
  });

  it('is repeated until it succeeds', async () => {
    calls = 0;
    answer = (response) => {
      if (calls < 3) {
        response.destroy();
      } else {
        grpcWeb('grpc-status: 0\r\n', Buffer.of(0x18, 7))(response);
      }
    };
    const status = await retry(() => board().getStatus({}));
    expect(status.entitled).toBe(7);
    expect(calls).toBe(3);
  });
});

describe('following the log', () => {
  it('opens the stream again from where it was, and ends when told to', async () => {
    const stop = new AbortController();
    const connected: boolean[] = [];
    let taken = 0;
    // One leaf a stream; the second stream is cut off after its leaf.
    answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/grpc-web+proto' });
      response.write(frame(0, field(1, Buffer.of(taken))));
      setTimeout(() => response.destroy(), 20);
    };
    await follow(board(), {
      start: () => BigInt(taken),
      onPiece: ({ leaves }) => {
        expect(leaves[0]?.[0]).toBe(taken);
        taken += 1;
        if (taken === 3) {
          stop.abort();
        }
      },
      onConnected: (is) => connected.push(is),
      signal: stop.signal,
    });
    expect(taken).toBe(3);
    expect(connected).toContain(false);
  });

  it('passes on what its listener throws, and what the server refuses for good', async () => {
    const { signal } = new AbortController();
    answer = grpcWeb('grpc-status: 0\r\n', Buffer.of());
    const bad = new Error('hostile leaf');
    const onPiece = (): void => {
      throw bad;
    };
    await expect(follow(board(), { start: () => 0n, onPiece, signal })).rejects.toBe(bad);
    answer = grpcWeb('grpc-status: 11\r\ngrpc-message: behind\r\n');
    const refused = follow(board(), { start: () => 9n, onPiece, signal });
    await expect(refused).rejects.toMatchObject({ code: Code.OutOfRange });
  });
});
