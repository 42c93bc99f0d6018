// Why a call failed, as its caller needs it: what the server said, what to do
// next, and whether the same call may succeed later. Whatever happens on the
// way (no network, a gateway that closes, an answer cut off) is UNAVAILABLE.
import { fromBinary } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { RefusalSchema, type Refusal } from '../gen/pingyi/v1/board_pb.ts';
import { RetryInfoSchema } from '../gen/pingyi/v1/status_pb.ts';

export { Code };

// Names that the server gives its refusals; '' where it gave none.
export type RefusalName =
  | ''
  | 'TOKEN_SPENT'
  | 'INVALID_BALLOT'
  | 'TOKEN_REFUSED'
  | 'CASTING_WAITS'
  | 'NOT_OPEN_YET'
  | 'CLOSED'
  | 'SAID_BEFORE'
  | 'NOT_NOW'
  | 'WRONG_SIGNATURE'
  | 'MALFORMED'
  | 'BOX_OPEN'
  | 'OVERLOADED'
  | 'STOPPING'
  | 'STREAM_REFUSED'
  | 'BEHIND_THE_END';

const TRANSIENT: readonly Code[] = [
  Code.Unavailable,
  Code.DeadlineExceeded,
  Code.ResourceExhausted,
];

export class CallError extends Error {
  override readonly name = 'CallError';
  readonly code: Code;
  // The server's Refusal, if it sent one.
  readonly refusal: Refusal | undefined;
  // How long the server asks to be left alone, in ms; 0 if it does not.
  readonly retryAfter: number;

  constructor(code: Code, message: string, refusal?: Refusal, retryAfter = 0) {
    super(message);
    this.code = code;
    this.refusal = refusal;
    this.retryAfter = retryAfter;
  }

  get reason(): RefusalName {
    return (this.refusal?.name ?? '') as RefusalName;
  }

  // Whether the same call may succeed later.
  get transient(): boolean {
    return TRANSIENT.includes(this.code);
  }
}

function detail(error: ConnectError, type: string): Uint8Array | undefined {
  for (const item of error.details) {
    if ('type' in item && item.type === type) {
      return item.value;
    }
  }
  return undefined;
}

function refusalOf(error: ConnectError): Refusal | undefined {
  const bytes = detail(error, 'pingyi.v1.Refusal');
  return bytes === undefined ? undefined : fromBinary(RefusalSchema, bytes);
}

function delayOf(error: ConnectError): number {
  const bytes = detail(error, 'google.rpc.RetryInfo');
  if (bytes === undefined) {
    return 0;
  }
  const delay = fromBinary(RetryInfoSchema, bytes).retryDelay;
  return delay === undefined ? 0 : Number(delay.seconds) * 1000 + delay.nanos / 1e6;
}

function codeOf(error: ConnectError): Code {
  const fromServer = error.metadata.has('grpc-status');
  const vague = error.code === Code.Unknown || error.code === Code.Internal;
  return vague && !fromServer ? Code.Unavailable : error.code;
}

// What a call threw, as a CallError.
export function toCallError(thrown: unknown): CallError {
  if (thrown instanceof CallError) {
    return thrown;
  }
  const error = ConnectError.from(thrown);
  try {
    return new CallError(codeOf(error), error.rawMessage, refusalOf(error), delayOf(error));
  } catch {
    // Details that do not parse: the code still says what to do.
    return new CallError(codeOf(error), error.rawMessage);
  }
}
