"""Token audit (section 12) and tally (section 14)."""

from proofs import (check_dleq, context, encode_all, hash_to_group,
                    interpolate, le32, powers)
from ristretto import G, IDENTITY, Element, combine


def _elements(data):
    return [Element.decode(data[i:i + 32]) for i in range(0, len(data), 32)]


class TokenAudit:
    """Shares of the sum, and, if that is wrong, one share a token."""

    def __init__(self, session_id, key_id, tokens, ceremony):
        self.session_id, self.key_id = session_id, key_id
        self.tokens = tokens  # Y || N of every ballot.
        self.ceremony = ceremony
        self.bases = [hash_to_group(session_id + le32(0) + token[:32])
                      for token in tokens]
        self.parts = [Element.decode(token[32:]) for token in tokens]
        self.shares = ({}, {})  # By mode: {issuer: [U ...]}.
        self.sum_failed = self.decided = False
        self.forged = []  # Positions.
        self._sum = (context("token audit", session_id, key_id)
                     .append("tokens", b"".join(tokens)))
        weights = powers(self._sum.challenge("rho"), len(tokens))
        self.t_sum = combine(weights, self.bases)
        self.n_sum = combine(weights, self.parts)

    def read(self, member, payload):
        """(mode, [U ...], proof). Raises ValueError if it is malformed."""
        if payload[:4] != le32(member) or payload[4:5] not in (b"\0", b"\1"):
            raise ValueError("the payload is of somebody else, or no share")
        mode, body = payload[4], payload[5:]
        if len(body) < 96 or len(body) % 32:
            raise ValueError("the payload has another length")
        return mode, _elements(body[:-64]), body[-64:]

    def check(self, member, mode, u, proof):
        """Raises ValueError unless the share's proof holds."""
        public = self.ceremony.shares[member][0]
        if len(u) != (len(self.tokens) if mode else 1):
            raise ValueError("the share has another number of elements")
        if mode == 0:
            t = self._sum.copy().append("issuer", le32(member))
            good = check_dleq(t, self.t_sum, public, u[0], proof)
        else:
            t = context("token audit each", self.session_id, self.key_id)
            t.append("issuer", le32(member))
            t.append("tokens", b"".join(self.tokens))
            t.append("X", public.encode()).append("D", encode_all(u))
            w = powers(t.challenge("rho"), len(u))
            good = check_dleq(t, combine(w, self.bases), public,
                              combine(w, u), proof)
        if not good:
            raise ValueError("the share's proof is wrong")

    def take(self, member, mode, u):
        shares = self.shares[mode]
        shares[member] = u
        if len(shares) < self.ceremony.threshold:
            return
        joint = [interpolate({k: v[b] for k, v in shares.items()})
                 for b in range(len(u))]
        if mode == 0:
            self.decided = joint[0] == self.n_sum
            self.sum_failed = not self.decided
        else:
            self.forged = [b for b, n in enumerate(joint)
                           if n != self.parts[b]]
            self.decided = True


class Tally:
    """Shares of the totals of the ballots that count."""

    def __init__(self, session_id, key_id, layout, ballots, ceremony):
        self.session_id, self.key_id = session_id, key_id
        self.layout, self.ceremony = layout, ceremony
        self.ballots = len(ballots)
        self.a = sum((b.a for b in ballots), IDENTITY)
        self.b = [sum((b.b[i] for b in ballots), IDENTITY)
                  for i in range(layout.ciphertexts)]
        self.shares = {}

    def enough(self):
        return len(self.shares) >= self.ceremony.threshold

    def check(self, member, payload):
        """[D ...] of a share. Raises ValueError if it is not valid."""
        m = self.layout.ciphertexts
        if len(payload) != 4 + 32 * m + 64 or payload[:4] != le32(member):
            raise ValueError("the payload is of somebody else, or no share")
        d = _elements(payload[4:-64])
        public = self.ceremony.shares[member]
        t = context("tally share", self.session_id, self.key_id)
        t.append("trustee", le32(member)).append("A", self.a.encode())
        t.append("X", encode_all(public)).append("D", encode_all(d))
        w = powers(t.challenge("rho"), m)
        if not check_dleq(t, self.a, combine(w, public), combine(w, d),
                          payload[-64:]):
            raise ValueError("the share's proof is wrong")
        return d

    def opens_to(self, counts):
        """Whether the shares open the totals to these counts."""
        layout = self.layout
        for i in range(layout.ciphertexts):
            opened = self.b[i] - interpolate(
                {k: d[i] for k, d in self.shares.items()})
            packed = sum(layout.weight_of[j] * counts[j]
                         for j in range(layout.options)
                         if layout.ciphertext_of[j] == i)
            if opened != packed * G:
                return False
        return all(sum(row) == self.ballots for row in layout.rows(counts))
