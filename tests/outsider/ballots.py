"""One ballot's length, encodings and proof (section 13)."""

from curve import L
from proofs import context, generator, powers
from ristretto import G, IDENTITY, Element, combine, decode_scalar


class Parameters:
    """What all ballots of a session are judged with."""

    def __init__(self, session_id, key_id, keys, layout):
        self.session_id, self.key_id = session_id, key_id
        self.keys, self.layout = keys, layout
        self.q = generator(0)
        self.p = [generator(j + 1) for j in range(layout.options)]


class Ballot:
    """A ballot whose bytes are what they must be. Raises ValueError."""

    def __init__(self, layout, data):
        if len(data) != layout.ballot_size:
            raise ValueError(f"it has {len(data)} bytes, must have "
                             f"{layout.ballot_size}")
        words = [data[i:i + 32] for i in range(0, len(data), 32)]
        m = layout.ciphertexts
        elements = [Element.decode(word) for word in words[:m + 10]]
        scalars = [decode_scalar(word) for word in words[m + 10:]]
        self.words = words
        self.y, self.n, self.a = elements[:3]
        if IDENTITY in (self.y, self.n, self.a):
            raise ValueError("Y, N or A is the identity")
        self.b = elements[3:m + 3]
        (self.c_bits, self.c_mask, self.c_lin, self.c_sqr,
         self.s, self.t, self.u) = elements[m + 3:]
        self.z_r, self.z_y, self.z_bits, self.z_lin = scalars[:4]
        self.f = scalars[4:]
        self.token = data[:64]

    def check(self, parameters):
        """Raises ValueError, naming the equation, unless the proof holds."""
        layout, m = parameters.layout, len(self.b)
        words = self.words
        t = context("ballot", parameters.session_id, parameters.key_id)
        t.append("token", self.token).append("A", words[2])
        t.append("B", b"".join(words[3:m + 3]))
        t.append("C", b"".join(words[m + 3:m + 7]))
        rho = t.challenge("rho")
        t.append("S", words[m + 7]).append("T", words[m + 8])
        t.append("U", words[m + 9])
        x = t.challenge("x")
        f = self._complete(x, layout)
        w = powers(rho, m)
        weighted = sum(w[layout.ciphertext_of[j]] * layout.weight_of[j] * f[j]
                       for j in range(layout.options))
        key = combine(w, parameters.keys)
        total = combine(w, self.b)
        squares = [fj * (x - fj) for fj in f]
        q, p = parameters.q, parameters.p
        checks = [
            (combine([self.z_bits, *f], [q, *p]), self.c_bits, self.c_mask),
            (combine([self.z_lin, *squares], [q, *p]), self.c_lin,
             self.c_sqr),
            (self.z_r * G, self.a, self.s),
            (combine([self.z_r, weighted], [key, G]), total, self.t),
            (self.z_y * G, self.y, self.u)]
        for number, (left, times_x, rest) in enumerate(checks, 1):
            if left != x * times_x + rest:
                raise ValueError(f"equation {number} does not hold")

    def _complete(self, x, layout):
        given, f = iter(self.f), []
        for options in layout.contests:
            others = [next(given) for _ in range(options - 1)]
            f += [(x - sum(others)) % L, *others]
        return f
