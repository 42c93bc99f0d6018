// Protocol Buffers, read from their bytes. The log's leaves are never serialized
// again and must have no field that the schema lacks, at any depth; generated
// code forgives both, so the log has this reader of its own. What the format
// allows is allowed here too: a field given twice counts the last time, and the
// parts of one message are merged (crypto/PROTOCOL.md, section 9).
import { concat, fromUtf8, utf8 } from '../bytes';
import { refuse } from '../refused';

export type Scalar = 'uint32' | 'uint64' | 'bool' | 'bytes' | 'string';

/** One field of a shape. Enumerations are read as uint32. */
export interface Member {
  readonly name: string;
  readonly type: Scalar | Shape;
  readonly repeated?: boolean;
  /** Members of one oneof: setting one clears the others. */
  readonly oneof?: string;
}

/** The fields of a message by their numbers. */
export type Shape = ReadonlyMap<number, Member>;

type Value = bigint | Uint8Array | string | Message;

const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const FIXED32 = 5;
const NO_BYTES = new Uint8Array(0);

/** A parsed message. Absent fields read as the defaults of proto3. */
export class Message {
  readonly #values = new Map<string, Value[]>();

  put(name: string, values: Value[]): void {
    this.#values.set(name, values);
  }

  remove(name: string): void {
    this.#values.delete(name);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** The only name that is set, if there is exactly one. */
  onlyName(): string | undefined {
    const [first, ...rest] = this.#values.keys();
    return rest.length === 0 ? first : undefined;
  }

  big(name: string): bigint {
    const value = this.#last(name);
    return typeof value === 'bigint' ? value : 0n;
  }

  number(name: string): number {
    return Number(this.big(name));
  }

  flag(name: string): boolean {
    return this.big(name) !== 0n;
  }

  bytes(name: string): Uint8Array {
    const value = this.#last(name);
    return value instanceof Uint8Array ? value : NO_BYTES;
  }

  text(name: string): string {
    const value = this.#last(name);
    return typeof value === 'string' ? value : '';
  }

  message(name: string): Message | undefined {
    const value = this.#last(name);
    return value instanceof Message ? value : undefined;
  }

  numbers(name: string): number[] {
    return this.#all(name)
      .filter((v) => typeof v === 'bigint')
      .map(Number);
  }

  byteStrings(name: string): Uint8Array[] {
    return this.#all(name).filter((v) => v instanceof Uint8Array);
  }

  messages(name: string): Message[] {
    return this.#all(name).filter((v) => v instanceof Message);
  }

  #all(name: string): Value[] {
    return this.#values.get(name) ?? [];
  }

  #last(name: string): Value | undefined {
    return this.#values.get(name)?.at(-1);
  }
}

/** Parses `bytes` by `shape`; throws Refused. `where` names it in errors. */
export function parse(shape: Shape, bytes: Uint8Array, where: string): Message {
  const message = new Message();
  const seen = new Map<Member, Raw[]>();
  const reader = new Reader(bytes, where);
  while (!reader.done()) {
    const { member, raw } = nextField(reader, shape, where);
    const earlier = seen.get(member);
    if (member.oneof !== undefined && earlier === undefined) {
      forgetRivals(seen, member);
    }
    const all = earlier ?? [];
    all.push(...raw);
    // Last in, last in the map: `seen` keeps the order of first setting only,
    // which nothing depends on.
    seen.set(member, all);
  }
  for (const [member, raw] of seen) {
    message.put(member.name, valuesOf(member, raw, where));
  }
  return message;
}

type Raw = bigint | Uint8Array | string;

interface FieldRead {
  readonly member: Member;
  readonly raw: Raw[];
}

function nextField(reader: Reader, shape: Shape, where: string): FieldRead {
  const tag = reader.tag();
  const member = shape.get(tag.number);
  const path = `${where}: field ${tag.number}`;
  if (member === undefined) {
    refuse(`${path} is an unknown field`);
  }
  const isNumber = isNumeric(member.type);
  if (tag.type === VARINT && isNumber) {
    return { member, raw: [narrowed(member.type, reader.varint())] };
  }
  if (tag.type !== LENGTH || (isNumber && member.repeated !== true)) {
    refuse(`${path} (${member.name}) has a wrong wire type, an unknown field`);
  }
  const content = reader.lengthDelimited();
  if (isNumber) {
    return { member, raw: unpack(member.type, content, path) };
  }
  if (member.type === 'string') {
    return { member, raw: [textOf(content, `${where}.${member.name}`)] };
  }
  if (typeof member.type !== 'string') {
    // Each part must be a message by itself, also one that is merged or
    // replaced later.
    parse(member.type, content, `${where}.${member.name}`);
  }
  return { member, raw: [content] };
}

function valuesOf(member: Member, raw: Raw[], where: string): Value[] {
  if (typeof member.type === 'string') {
    return member.repeated === true ? raw : raw.slice(-1);
  }
  const shape = member.type;
  const parts = raw.filter((part) => part instanceof Uint8Array);
  const path = `${where}.${member.name}`;
  if (member.repeated === true) {
    return parts.map((part) => parse(shape, part, path));
  }
  // Messages one after the other parse as their merger.
  return [parse(shape, parts.length === 1 ? (parts[0] ?? NO_BYTES) : concat(...parts), path)];
}

function forgetRivals(seen: Map<Member, Raw[]>, member: Member): void {
  for (const other of seen.keys()) {
    if (other.oneof === member.oneof) {
      seen.delete(other);
    }
  }
}

function isNumeric(type: Scalar | Shape): boolean {
  return type === 'uint32' || type === 'uint64' || type === 'bool';
}

function narrowed(type: Scalar | Shape, value: bigint): bigint {
  if (type === 'uint32') {
    return value & 0xffffffffn;
  }
  return type === 'bool' ? (value === 0n ? 0n : 1n) : value;
}

function unpack(type: Scalar | Shape, content: Uint8Array, where: string): bigint[] {
  const reader = new Reader(content, where);
  const values: bigint[] = [];
  while (!reader.done()) {
    values.push(narrowed(type, reader.varint()));
  }
  return values;
}

function textOf(content: Uint8Array, where: string): string {
  try {
    return fromUtf8(content);
  } catch {
    return refuse(`${where} is not UTF-8`);
  }
}

class Reader {
  #at = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly where: string,
  ) {}

  done(): boolean {
    return this.#at === this.bytes.length;
  }

  tag(): { number: number; type: number } {
    const start = this.#at;
    const value = this.varint();
    if (this.#at - start > 5 || value > 0xffffffffn) {
      refuse(`${this.where}: a field's number is too long`);
    }
    const number = Number(value >> 3n);
    const type = Number(value & 7n);
    if (number === 0) {
      refuse(`${this.where}: there is no field 0`);
    }
    if (type !== VARINT && type !== LENGTH && type !== FIXED32 && type !== FIXED64) {
      refuse(`${this.where}: wire type ${type} is in no schema`);
    }
    return { number, type };
  }

  varint(): bigint {
    // Most are a byte: numbers of fields, members and lengths.
    let low = 0;
    let value = 0n;
    for (let length = 0; length < 10; length++) {
      const byte = this.bytes[this.#at];
      if (byte === undefined) {
        refuse(`${this.where} ends within a number`);
      }
      this.#at++;
      if (length < 4) {
        low |= (byte & 0x7f) << (7 * length);
      } else {
        value |= BigInt(byte & 0x7f) << BigInt(7 * length);
      }
      if (byte < 0x80) {
        return BigInt.asUintN(64, value | BigInt(low));
      }
    }
    refuse(`${this.where}: a number has more than 10 bytes`);
  }

  lengthDelimited(): Uint8Array {
    const length = this.varint();
    const left = this.bytes.length - this.#at;
    if (length > BigInt(left)) {
      refuse(`${this.where} ends early: ${left} of ${length} bytes are there`);
    }
    const content = this.bytes.subarray(this.#at, this.#at + Number(length));
    this.#at += Number(length);
    return content;
  }
}

/** Writes the shortest spelling: fields in order, defaults left out. */
export class Writer {
  readonly #bytes: number[] = [];

  number(field: number, value: number | bigint): this {
    if (BigInt(value) !== 0n) {
      this.#tag(field, VARINT);
      this.#varint(BigInt(value));
    }
    return this;
  }

  /** Repeated numbers, packed. */
  numbers(field: number, values: readonly number[]): this {
    const packed = new Writer();
    values.forEach((value) => packed.#varint(BigInt(value)));
    return this.bytes(field, packed.finish());
  }

  bytes(field: number, value: Uint8Array): this {
    return value.length === 0 ? this : this.message(field, value);
  }

  text(field: number, value: string): this {
    return this.bytes(field, utf8(value));
  }

  /** Written even if it is empty: a message, or one of several byte strings. */
  message(field: number, value: Uint8Array): this {
    this.#tag(field, LENGTH);
    this.#varint(BigInt(value.length));
    value.forEach((byte) => this.#bytes.push(byte));
    return this;
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  #tag(field: number, type: number): void {
    this.#varint(BigInt(field * 8 + type));
  }

  #varint(value: bigint): void {
    let rest = value;
    while (rest > 0x7fn) {
      this.#bytes.push(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    this.#bytes.push(Number(rest));
  }
}
