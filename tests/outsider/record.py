"""The exported directory (section 7)."""

import os
from types import SimpleNamespace

from log import leaf_hash, parse_checkpoint, parse_note, root_of
from proofs import sha256


def _number(n):
    text = f"{n % 1000:03}"
    while n >= 1000:
        n //= 1000
        text = f"x{n % 1000:03}/{text}"
    return text


def _names(count):
    """Files of a row of `count` objects, 256 each: (name, first, last)."""
    for n in range(-(-count // 256)):
        width = min(256, count - 256 * n)
        partial = f".p/{width}" if width < 256 else ""
        yield _number(n) + partial, 256 * n, 256 * n + width


def _read(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def _unbundle(data):
    leaves, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at:at + 2], "big")
        at += 2 + length
        if at > len(data):
            raise ValueError("it is cut off")
        leaves.append(data[at - length:at])
    return leaves


def _read_leaves(root, size, defects):
    leaves = []
    for name, first, last in _names(size):
        path = f"tile/entries/{name}"
        try:
            bundle = _unbundle(_read(root, path))
        except (OSError, ValueError) as error:
            defects.append(f"{path}: {error}")
            return leaves
        if len(bundle) != last - first:
            defects.append(f"{path}: it has {len(bundle)} entries")
            return leaves
        leaves += bundle
    return leaves


def _check_tiles(root, leaves, defects):
    level, row = 0, [leaf_hash(leaf) for leaf in leaves]
    while row:
        for name, first, last in _names(len(row)):
            path = f"tile/{level}/{name}"
            try:
                same = _read(root, path) == b"".join(row[first:last])
            except OSError:
                same = False
            if not same:
                defects.append(f"{path}: it does not follow from the entries")
        row = [root_of(row[256 * n:256 * n + 256])
               for n in range(len(row) // 256)]
        level += 1


def read_record(root):
    """What lies in the directory: nothing in it has been believed yet."""
    out = SimpleNamespace(note=_read(root, "checkpoint"), leaves=[], blobs={},
                          defects=[], blob_defects=[])
    try:
        size = parse_checkpoint(parse_note(out.note)[0]).size
    except ValueError as error:
        out.defects.append(f"checkpoint: {error}")
        return out
    out.leaves = _read_leaves(root, size, out.defects)
    if not out.defects:
        _check_tiles(root, out.leaves, out.defects)
    folder = os.path.join(root, "blob")
    for name in sorted(os.listdir(folder) if os.path.isdir(folder) else []):
        data = _read(folder, name)
        if sha256(data).hex() == name:
            out.blobs[sha256(data)] = data
        else:
            out.blob_defects.append(f"blob/{name}: its name is not its hash")
    return out
