// Clients of gRPC-Web that nobody here wrote, against the real gateway:
// Connect-Web from Node, `grpc-web` from Chromium, binary and text.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  fromBinary,
  toBinary,
} from '../../../client/web/node_modules/@bufbuild/protobuf/dist/esm/index.js';
import {
  Code,
  ConnectError,
  createClient,
} from '../../../client/web/node_modules/@connectrpc/connect/dist/esm/index.js';
import { createGrpcWebTransport } from '../../../client/web/node_modules/@connectrpc/connect-web/dist/esm/index.js';
import {
  BoardService,
  FollowRequestSchema,
  FollowResponseSchema,
  GetStatusResponseSchema,
  RefusalSchema,
} from '../../../client/web/src/gen/pingyi/v1/board_pb.ts';
import { create } from '../../../client/web/node_modules/@bufbuild/protobuf/dist/esm/index.js';
import { startServer, type Started } from './server.ts';

let server: Started;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await server?.stop();
});

describe('Connect-Web', () => {
  const board = () =>
    createClient(BoardService, createGrpcWebTransport({ baseUrl: server.origin }));

  it('calls', async () => {
    const status = await board().getStatus({});
    expect(status.entitled).toBe(20);
    expect(status.sessionId).toHaveLength(32);
  });

  it('follows a stream, and leaves it', async () => {
    const leave = new AbortController();
    const leaves: Uint8Array[] = [];
    for await (const piece of board().follow({}, { signal: leave.signal })) {
      leaves.push(...piece.leaves);
      break;
    }
    leave.abort();
    expect(leaves).toHaveLength(1);
  });

  it('learns why it is refused', async () => {
    const error = await (async () => {
      for await (const _ of board().follow({ start: 99n })) {
        // Nothing comes.
      }
    })().catch((caught: unknown) => ConnectError.from(caught));

    expect(error?.code).toBe(Code.OutOfRange);
    expect(error?.findDetails(RefusalSchema)[0]?.name).toBe('BEHIND_THE_END');
  });

  it('sees its time limit kept', async () => {
    const error = await (async () => {
      for await (const _ of board().follow({}, { timeoutMs: 500 })) {
        // The first leaf, then nothing.
      }
    })().catch((caught: unknown) => ConnectError.from(caught));
    expect(error?.code).toBe(Code.DeadlineExceeded);
  });
});

// What the page below answers with.
interface Answer {
  messages: number[][];
  code: number;
  text: string;
}

describe('grpc-web in Chromium', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox'],
    });
    page = await browser.newPage();
    await page.goto(server.origin);
    const source = readFileSync(createRequire(import.meta.url).resolve('grpc-web'), 'utf8');
    await page.evaluate(
      `{ const module = { exports: {} }, exports = module.exports;\n${source};\n` +
        'globalThis.grpcWeb = module.exports; } undefined',
    );
  });
  afterAll(async () => {
    await browser?.close();
  });

  // One call in the page, with bytes for messages; a stream until its end or
  // its first message.
  function call(
    format: 'text' | 'binary',
    kind: 'unary' | 'server_streaming',
    method: string,
    message: Uint8Array,
  ): Promise<Answer> {
    return page.evaluate(
      ({ format, kind, method, message }) =>
        new Promise<Answer>((resolve) => {
          // The package's own types want generated classes.
          // eslint-disable-next-line
          const lib = (globalThis as unknown as { grpcWeb: any }).grpcWeb;
          const client = new lib.GrpcWebClientBase({ format });
          const descriptor = new lib.MethodDescriptor(
            method,
            kind,
            Array,
            Array,
            (bytes: number[]) => new Uint8Array(bytes),
            (bytes: Uint8Array) => [...bytes],
          );
          const url = location.origin + method;
          if (kind === 'unary') {
            client.rpcCall(
              url,
              message,
              {},
              descriptor,
              (error: { code: number; message: string } | null, answer: number[]) =>
                resolve({
                  messages: error === null ? [answer] : [],
                  code: error?.code ?? 0,
                  text: error?.message ?? '',
                }),
            );
            return;
          }
          const stream = client.serverStreaming(url, message, {}, descriptor);
          stream.on('data', (piece: number[]) => {
            stream.cancel();
            resolve({ messages: [piece], code: 0, text: '' });
          });
          stream.on('error', (error: { code: number; message: string }) =>
            resolve({ messages: [], code: error.code, text: error.message }),
          );
        }),
      { format, kind, method, message: [...message] },
    );
  }

  for (const format of ['binary', 'text'] as const) {
    it(`calls in ${format}`, async () => {
      const answer = await call(
        format,
        'unary',
        '/pingyi.v1.BoardService/GetStatus',
        new Uint8Array(),
      );
      expect(answer.code).toBe(0);
      const status = fromBinary(GetStatusResponseSchema, new Uint8Array(answer.messages[0] ?? []));
      expect(status.entitled).toBe(20);
    });

    it(`is refused in ${format}`, async () => {
      const message = toBinary(FollowRequestSchema, create(FollowRequestSchema, { start: 99n }));
      const answer = await call(
        format,
        'server_streaming',
        '/pingyi.v1.BoardService/Follow',
        message,
      );
      expect(answer).toEqual({ messages: [], code: 11, text: "start: behind the log's end" });
    });
  }

  it('follows a stream in text, the format in which it can', async () => {
    const answer = await call(
      'text',
      'server_streaming',
      '/pingyi.v1.BoardService/Follow',
      new Uint8Array(),
    );
    expect(answer.code).toBe(0);
    const piece = fromBinary(FollowResponseSchema, new Uint8Array(answer.messages[0] ?? []));
    expect(piece.leaves).toHaveLength(1);
  });
});
