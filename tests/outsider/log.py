"""Merkle trees, signed notes, checkpoints (section 6)."""

import base64
import binascii
from types import SimpleNamespace

import ed25519
from proofs import sha256

MAX_NOTE = 65536


def leaf_hash(leaf):
    return sha256(b"\x00" + leaf)


def root_of(hashes):
    """The root over leaf hashes."""
    if not hashes:
        return sha256(b"")
    if len(hashes) == 1:
        return hashes[0]
    half = 1 << (len(hashes) - 1).bit_length() - 1
    return sha256(b"\x01" + root_of(hashes[:half]) + root_of(hashes[half:]))


def _unbase64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("base64 that cannot be read") from None
    if base64.b64encode(data).decode() != text:
        raise ValueError("base64 that is not canonical")
    return data


def _signature_line(line):
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "\u2014":
        raise ValueError("a signature line that is none")
    name, data = parts[1], _unbase64(parts[2])
    if not 1 <= len(name.encode()) <= 255 or "+" in name or name.split() != [name]:
        raise ValueError("a signer's name that is none")
    if len(data) < 5:
        raise ValueError("a signature that is too short")
    return name, data[:4], data[4:]


def parse_note(data):
    """(text, [(name, key id, signature)]) of a signed note."""
    if len(data) > MAX_NOTE:
        raise ValueError("the note is too long")
    note = data.decode()
    if any(c < " " and c != "\n" for c in note):
        raise ValueError("the note has a control character")
    end = note.rfind("\n\n")
    if end < 0 or not note.endswith("\n"):
        raise ValueError("the note has no signatures")
    lines = note[end + 2:-1].split("\n")
    if not 1 <= len(lines) <= 100:
        raise ValueError("the note has too many signatures, or none")
    return note[:end + 1], [_signature_line(line) for line in lines]


def parse_checkpoint(text):
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0]:
        raise ValueError("the checkpoint has not three lines")
    size, root = lines[1], _unbase64(lines[2])
    if not size.isascii() or not size.isdigit() or str(int(size)) != size:
        raise ValueError("the checkpoint's size is no number")
    if int(size) >= 2**63 or len(root) != 32:
        raise ValueError("the checkpoint's size or root is out of bounds")
    return SimpleNamespace(origin=lines[0], size=int(size), root=root)


def _key_id(name, kind, key):
    return sha256(name.encode() + b"\n" + bytes([kind]) + key)[:4]


def log_signed(text, signatures, origin, key):
    """Whether the log signed the note, exactly once; raises if wrongly."""
    mine = [s for n, k, s in signatures
            if n == origin and k == _key_id(origin, 1, key)]
    if len(mine) > 1:
        raise ValueError("the log signed twice")
    if mine and not ed25519.verify(key, mine[0], text.encode()):
        raise ValueError("the log's signature is wrong")
    return len(mine) == 1


def cosigners(text, signatures, origin, keys):
    """The witnesses (from 1) whose cosignatures are there; raises if one is
    wrong or there twice."""
    found = []
    for number, key in enumerate(keys, 1):
        name = f"{origin}/witness/{number}"
        mine = [s for n, k, s in signatures
                if n == name and k == _key_id(name, 4, key)]
        if not mine:
            continue
        time = int.from_bytes(mine[0][:8], "big")
        signed = f"cosignature/v1\ntime {time}\n{text}".encode()
        if len(mine) > 1 or time >= 2**63 or not ed25519.verify(
                key, mine[0][8:], signed):
            raise ValueError(f"the cosignature of witness {number} is wrong")
        found.append(number)
    return found
