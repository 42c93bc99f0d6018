"""Ed25519 verification (RFC 8032), as strict as PROTOCOL.md section 5."""

import hashlib

from curve import D, L, P, add, double, multiply_sum, negate, sqrt_ratio


def _decode(data):
    """A point from its encoding; None unless canonical and on the curve."""
    n = int.from_bytes(data, "little")
    sign, y = n >> 255, n & (2**255 - 1)
    if len(data) != 32 or y >= P:
        return None
    square, x = sqrt_ratio(y * y - 1, D * y * y + 1)
    if not square or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def _is_zero(point):
    return point[0] % P == 0 and (point[1] - point[2]) % P == 0


def _small_order(point):
    for _ in range(3):
        point = double(point)
    return _is_zero(point)


BASE = _decode((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def valid_key(key):
    """Whether `key` is a public key that may be used at all."""
    point = _decode(key)
    if point is None or _small_order(point):
        return False
    # L times the point; multiply_sum would reduce L to 0.
    return _is_zero(add(multiply_sum([L - 1], [point]), point))


def public_key(seed):
    """The public key of a 32-byte seed: for the test vectors."""
    scalar = int.from_bytes(hashlib.sha512(seed).digest()[:32], "little")
    scalar = scalar & (2**254 - 8) | 2**254
    x, y, z, _ = multiply_sum([scalar], [BASE])
    x, y = x * pow(z, -1, P) % P, y * pow(z, -1, P) % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def verify(key, signature, message):
    """Whether `signature` is the key's over `message`, without cofactor."""
    if len(signature) != 64:
        return False
    point, r = _decode(key), _decode(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if point is None or r is None or s >= L:
        return False
    if _small_order(point) or _small_order(r):
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    k = int.from_bytes(digest, "little") % L
    want = multiply_sum([s, k], [BASE, negate(point)])
    return _is_zero(add(want, negate(r)))

