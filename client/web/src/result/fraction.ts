// Exact fractions of integers: the only numbers behind a rate, a score, a grade or a place. They are
// compared as they are and rounded once, half up, where a person reads them.

export interface Fraction {
  readonly numerator: bigint;
  /** 0: there is no such value. */
  readonly denominator: bigint;
}

export function fraction(numerator: number | bigint, denominator: number | bigint): Fraction {
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
}

export function exists(value: Fraction): boolean {
  return value.denominator !== 0n;
}

/** Below 0, 0 or above 0 as `a` is less than, equal to or greater than `b`. Both must exist. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** 100 times the fraction, "85.19"; "-" if it does not exist. */
export function formatPercent(value: Fraction): string {
  return formatScaled(value, 100n);
}

/** The fraction itself, "91.30"; "-" if it does not exist. */
export function formatScore(value: Fraction): string {
  return formatScaled(value, 1n);
}

function formatScaled(value: Fraction, scale: bigint): string {
  if (!exists(value)) return '-';
  const twice = 2n * value.denominator;
  const hundredths = (2n * value.numerator * scale * 100n + value.denominator) / twice;
  return `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, '0')}`;
}
