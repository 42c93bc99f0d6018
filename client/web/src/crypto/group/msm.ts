// The sum of s_k P_k for many k at once, for public data. Few points: Straus (one table a point,
// all doublings shared). Many: Pippenger (points with the same digit are added up first). Digits
// have a sign, which halves tables and buckets.
import type { Limbs } from './field';
import { WIDTH, addPoints, addReady, double, makeReady, setIdentity } from './curve';

const SCALAR_BITS = 253;
const FEW = 24;

// The digits of each scalar in base 2^width, from -2^(width-1) to 2^(width-1), least significant
// first; all scalars' digits of one place stand together.
function digitsOf(scalars: readonly Uint8Array[], width: number, places: number): Int16Array {
  const digits = new Int16Array(places * scalars.length);
  const half = 1 << (width - 1);
  scalars.forEach((bytes, index) => {
    let carry = 0;
    for (let place = 0; place < places; ++place) {
      let digit = bitsAt(bytes, place * width, width) + carry;
      carry = digit > half ? 1 : 0;
      if (carry === 1) digit -= 2 * half;
      digits[place * scalars.length + index] = digit;
    }
  });
  return digits;
}

function bitsAt(bytes: Uint8Array, at: number, width: number): number {
  const byte = at >> 3;
  const word = (bytes[byte] ?? 0) | ((bytes[byte + 1] ?? 0) << 8) | ((bytes[byte + 2] ?? 0) << 16);
  return (word >> (at & 7)) & ((1 << width) - 1);
}

function readyTable(points: readonly Limbs[], multiples: number): Limbs {
  const table = new Float64Array(points.length * multiples * WIDTH);
  const multiple = new Float64Array(WIDTH);
  points.forEach((point, index) => {
    multiple.set(point);
    for (let k = 0; k < multiples; ++k) {
      const at = (index * multiples + k) * WIDTH;
      makeReady(table, at, multiple, 0);
      if (k + 1 < multiples)
        addReady(multiple, 0, multiple, 0, table, index * multiples * WIDTH, false);
    }
  });
  return table;
}

function straus(o: Limbs, scalars: readonly Uint8Array[], points: readonly Limbs[]): void {
  const width = 4;
  const multiples = 1 << (width - 1);
  const places = Math.ceil(SCALAR_BITS / width) + 1;
  const table = readyTable(points, multiples);
  const digits = digitsOf(scalars, width, places);
  setIdentity(o, 0);
  for (let place = places - 1; place >= 0; --place) {
    for (let k = 0; k < width; ++k) double(o, 0, o, 0);
    for (let index = 0; index < points.length; ++index) {
      const digit = digits[place * points.length + index]!;
      if (digit === 0) continue;
      const at = (index * multiples + Math.abs(digit) - 1) * WIDTH;
      addReady(o, 0, o, 0, table, at, digit < 0);
    }
  }
}

function widthFor(count: number): number {
  let best = 3;
  for (let width = 3; width <= 14; ++width) {
    const cost = (w: number): number => Math.ceil(SCALAR_BITS / w) * (count + 2.2 * 2 ** (w - 1));
    if (cost(width) < cost(best)) best = width;
  }
  return best;
}

// o = the sum of k * bucket k, k from 1, by running sums from the top.
function sumOfBuckets(o: Limbs, buckets: Limbs, filled: Uint8Array, count: number): void {
  const running = new Float64Array(WIDTH);
  setIdentity(running, 0);
  setIdentity(o, 0);
  for (let k = count - 1; k >= 0; --k) {
    if (filled[k] === 1) addPoints(running, running, 0, buckets, k * WIDTH, false);
    addPoints(o, o, 0, running, 0, false);
  }
}

function pippenger(o: Limbs, scalars: readonly Uint8Array[], points: readonly Limbs[]): void {
  const width = widthFor(points.length);
  const places = Math.ceil(SCALAR_BITS / width) + 1;
  const digits = digitsOf(scalars, width, places);
  const ready = readyTable(points, 1);
  const count = 1 << (width - 1);
  const buckets = new Float64Array(count * WIDTH);
  const filled = new Uint8Array(count);
  const placeSum = new Float64Array(WIDTH);
  setIdentity(o, 0);
  for (let place = places - 1; place >= 0; --place) {
    for (let k = 0; k < width; ++k) double(o, 0, o, 0);
    filled.fill(0);
    for (let index = 0; index < points.length; ++index) {
      const digit = digits[place * points.length + index]!;
      if (digit === 0) continue;
      const bucket = Math.abs(digit) - 1;
      if (filled[bucket] === 0) setIdentity(buckets, bucket * WIDTH);
      filled[bucket] = 1;
      addReady(buckets, bucket * WIDTH, buckets, bucket * WIDTH, ready, index * WIDTH, digit < 0);
    }
    sumOfBuckets(placeSum, buckets, filled, count);
    addPoints(o, o, 0, placeSum, 0, false);
  }
}

// Scalars are 32 bytes, below 2^253; as many as points.
export function sumOfProducts(
  o: Limbs,
  scalars: readonly Uint8Array[],
  points: readonly Limbs[],
): void {
  if (scalars.length !== points.length) throw new RangeError('as many scalars as points');
  if (points.length <= FEW) straus(o, scalars, points);
  else pippenger(o, scalars, points);
}
