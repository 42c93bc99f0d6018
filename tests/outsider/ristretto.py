"""ristretto255 (RFC 9496): decoding, encoding, the one-way map."""

from curve import (D, L, P, SQRT_M1, ZERO, absolute, add, is_negative,
                   multiply_sum, negate, sqrt_ratio)

INV_SQRT_A_MINUS_D = sqrt_ratio(1, -1 - D)[1]
SQRT_AD_MINUS_ONE = (
    25063068953384623474111414158702152701244531502492656460079210482610430750235
)


class Element:
    """A group element. Compared as such, not as a curve point."""

    def __init__(self, point):
        self.point = point

    @staticmethod
    def decode(data):
        """Raises ValueError unless `data` is a canonical encoding."""
        s = int.from_bytes(data, "little")
        if len(data) != 32 or s >= P or s & 1:
            raise ValueError("not a canonical element")
        ss = s * s % P
        u1, u2 = (1 - ss) % P, (1 + ss) % P
        v = (-(D * u1 * u1) - u2 * u2) % P
        square, root = sqrt_ratio(1, v * u2 * u2)
        den_x = root * u2 % P
        x = absolute(2 * s * den_x)
        y = u1 * (root * den_x * v) % P
        t = x * y % P
        if not square or is_negative(t) or y == 0:
            raise ValueError("not a canonical element")
        return Element((x, y, 1, t))

    def encode(self):
        x, y, z, t = self.point
        u1 = (z + y) * (z - y) % P
        u2 = x * y % P
        root = sqrt_ratio(1, u1 * u2 * u2)[1]
        den1, den2 = root * u1 % P, root * u2 % P
        z_inv = den1 * den2 * t % P
        den = den2
        if is_negative(t * z_inv):
            x, y = y * SQRT_M1 % P, x * SQRT_M1 % P
            den = den1 * INV_SQRT_A_MINUS_D % P
        if is_negative(x * z_inv):
            y = -y
        return absolute(den * (z - y)).to_bytes(32, "little")

    def __add__(self, other):
        return Element(add(self.point, other.point))

    def __sub__(self, other):
        return Element(add(self.point, negate(other.point)))

    def __rmul__(self, scalar):
        return Element(multiply_sum([scalar], [self.point]))

    def __eq__(self, other):
        x1, y1 = self.point[:2]
        x2, y2 = other.point[:2]
        return ((x1 * y2 - y1 * x2) % P == 0 or
                (y1 * y2 - x1 * x2) % P == 0)


IDENTITY = Element(ZERO)
G = Element.decode(bytes.fromhex(
    "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76"))


def combine(scalars, elements):
    """sum of s_i E_i."""
    return Element(multiply_sum(scalars, [e.point for e in elements]))


def decode_scalar(data):
    """Raises ValueError unless `data` is a reduced scalar."""
    n = int.from_bytes(data, "little")
    if len(data) != 32 or n >= L:
        raise ValueError("not a reduced scalar")
    return n


def _elligator(t):
    r = SQRT_M1 * t * t % P
    u = (r + 1) * (1 - D * D) % P
    c = -1
    v = (c - r * D) * (r + D) % P
    square, s = sqrt_ratio(u, v)
    if not square:
        s = -absolute(s * t) % P
        c = r
    n = (c * (r - 1) * (D - 1) * (D - 1) - v) % P
    w0, w1 = 2 * s * v % P, n * SQRT_AD_MINUS_ONE % P
    w2, w3 = (1 - s * s) % P, (1 + s * s) % P
    return (w0 * w3 % P, w2 * w1 % P, w1 * w3 % P, w0 * w2 % P)


def from_uniform_bytes(data):
    """The one-way map of RFC 9496 from 64 bytes."""
    halves = [int.from_bytes(half, "little") % 2**255 % P
              for half in (data[:32], data[32:])]
    return Element(add(*(_elligator(t) for t in halves)))
