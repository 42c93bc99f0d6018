"""Hashes, challenges and the proofs that everything else is made of."""

import hashlib
import struct

from curve import L
from ristretto import (G, combine, decode_scalar, from_uniform_bytes)

SUITE = b"pingyi-v1"


def le32(n):
    return struct.pack("<I", n)


def le64(n):
    return struct.pack("<Q", n)


def frame(data):
    return le64(len(data)) + data


def sha256(data):
    return hashlib.sha256(data).digest()


def encode_all(elements):
    return b"".join(e.encode() for e in elements)


class Transcript:
    """One running SHA-512 (section 3)."""

    def __init__(self, label):
        self._hash = hashlib.sha512(frame(SUITE) + frame(label.encode()))

    def append(self, name, data):
        self._hash.update(frame(name.encode()) + frame(data))
        return self

    def challenge(self, name):
        self._hash.update(frame(b"challenge") + frame(name.encode()))
        return int.from_bytes(self._hash.digest(), "little") % L

    def copy(self):
        twin = Transcript.__new__(Transcript)
        twin._hash = self._hash.copy()
        return twin


def context(label, session_id, key_id):
    return (Transcript(label).append("session", session_id)
            .append("keys", key_id).append("round", le32(0)))


def generator(i):
    return from_uniform_bytes(hashlib.sha512(
        frame(SUITE) + frame(b"generator") + le32(i)).digest())


def hash_to_group(data):
    """HashToGroup of RFC 9497's suite ristretto255-SHA512, mode VOPRF."""
    tag = b"HashToGroup-OPRFV1-\x01-ristretto255-SHA512"
    tag += bytes([len(tag)])
    b0 = hashlib.sha512(bytes(128) + data + b"\x00\x40\x00" + tag).digest()
    return from_uniform_bytes(hashlib.sha512(b0 + b"\x01" + tag).digest())


def lagrange(members, k):
    """lambda_k at 0 for a set of member numbers."""
    above = below = 1
    for m in members:
        if m != k:
            above = above * m % L
            below = below * (m - k) % L
    return above * pow(below, -1, L) % L


def interpolate(shares):
    """From {member: element}, the element at 0."""
    members = sorted(shares)
    return combine([lagrange(members, k) for k in members],
                   [shares[k] for k in members])


def powers(rho, count):
    out = [1]
    while len(out) < count:
        out.append(out[-1] * rho % L)
    return out[:count]


def check_dleq(transcript, h, x, y, proof):
    """Whether `proof` shows log_G(X) = log_H(Y). Feeds the transcript."""
    try:
        e, z = decode_scalar(proof[:32]), decode_scalar(proof[32:])
    except ValueError:
        return False
    r1 = combine([z, -e], [G, x])
    r2 = combine([z, -e], [h, y])
    for name, element in (("H", h), ("X", x), ("Y", y), ("R1", r1),
                          ("R2", r2)):
        transcript.append(name, element.encode())
    return transcript.challenge("e") == e


def session_id_of(manifest):
    return sha256(SUITE + b"-session\n" + manifest)


def key_id_of(tally_keys, issuer_key):
    return sha256(SUITE + b"-keys\n" + encode_all(tally_keys) +
                  issuer_key.encode())


def statement(kind, session_id, body):
    """The bytes that somebody signs (section 5)."""
    return SUITE + b"-" + kind.encode() + b"\n" + session_id + body
