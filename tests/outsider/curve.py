"""edwards25519: the curve below both ristretto255 and Ed25519."""

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)

# Points in extended coordinates (X, Y, Z, T): x = X/Z, y = Y/Z, xy = T/Z.
ZERO = (0, 1, 1, 0)


def is_negative(x):
    return x % P & 1


def absolute(x):
    x %= P
    return P - x if x & 1 else x


def sqrt_ratio(u, v):
    """(whether u/v is a square, the non-negative root of it or of i u/v)."""
    v3 = v * v * v % P
    r = u * v3 * pow(u * v3 * v3 * v, (P - 5) // 8, P) % P
    check = v * r * r % P
    u %= P
    square = check == u
    flipped = check == P - u if u else True
    flipped_i = check == -u * SQRT_M1 % P
    if flipped or flipped_i:
        r = r * SQRT_M1 % P
    return square or flipped, absolute(r)


def add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * D * p[3] * q[3] % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def double(p):
    a = p[0] * p[0]
    b = p[1] * p[1]
    h = a + b
    e = h - (p[0] + p[1]) * (p[0] + p[1])
    g = a - b
    f = 2 * p[2] * p[2] + g
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def negate(p):
    return (-p[0] % P, p[1], p[2], -p[3] % P)


def multiply_sum(scalars, points):
    """sum of s_i P_i, by windows of four bits that share their doublings."""
    tables = []
    for point in points:
        table = [ZERO, point]
        for _ in range(14):
            table.append(add(table[-1], point))
        tables.append(table)
    scalars = [s % L for s in scalars]
    total = ZERO
    for shift in range(252, -4, -4):
        if total is not ZERO:
            for _ in range(4):
                total = double(total)
        for scalar, table in zip(scalars, tables):
            digit = scalar >> shift & 15
            if digit:
                total = add(total, table[digit])
    return total
