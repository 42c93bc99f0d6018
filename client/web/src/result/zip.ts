// A ZIP archive of small files, stored and not compressed: all that a spreadsheet needs, and the same
// bytes for the same content (the time of every file is that of 1980, as ZIP counts it).

export interface ZipFile {
  readonly name: string;
  readonly data: Uint8Array;
}

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
/** 1 January 1980. */
const FIRST_DAY = 0x21;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

export function crc32(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

export function zip(files: readonly ZipFile[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const file of files) {
    const name = new TextEncoder().encode(file.name);
    // What local header and directory say alike: from the version to the length of "extra".
    const common = fields([
      [2, VERSION],
      [2, UTF8_NAMES],
      [2, 0], // stored
      [2, 0], // time
      [2, FIRST_DAY],
      [4, crc32(file.data)],
      [4, file.data.length],
      [4, file.data.length],
      [2, name.length],
      [2, 0],
    ]);
    const local = join([fields([[4, LOCAL_HEADER]]), common, name, file.data]);
    const begin = fields([
      [4, CENTRAL_HEADER],
      [2, VERSION],
    ]);
    // No comment, disk 0, no attributes.
    const end = fields([
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, offset],
    ]);
    directory.push(join([begin, common, end, name]));
    parts.push(local);
    offset += local.length;
  }
  const central = join(directory);
  const end = fields([
    [4, END_OF_DIRECTORY],
    [2, 0],
    [2, 0],
    [2, files.length],
    [2, files.length],
    [4, central.length],
    [4, offset],
    [2, 0],
  ]);
  return join([...parts, central, end]);
}

/** Little-endian integers, each with its width in bytes. */
function fields(values: readonly (readonly [2 | 4, number])[]): Uint8Array {
  const bytes = new Uint8Array(values.reduce((total, [width]) => total + width, 0));
  const out = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of values) {
    if (width === 2) out.setUint16(at, value, true);
    else out.setUint32(at, value, true);
    at += width;
  }
  return bytes;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
