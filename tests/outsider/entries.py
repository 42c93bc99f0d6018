"""Leaves as log entries: sizes and encodings (section 9)."""

import schema
import wire
from proofs import sha256
from refused import require
from ristretto import IDENTITY, Element

_SIZES = {"signature": 64, "message_sha256": 32, "proof": 64,
          "shared_secret": 32, "credential_key": 32, "key_id": 32,
          "active_set_sha256": 32, "root": 32}
_FROM_ONE = ("member", "dealer", "deputy", "official")


def _must(condition, text):
    require(condition, "entries", text)


def _element(data):
    try:
        return Element.decode(data)
    except ValueError as error:
        _must(False, str(error))


def _payload(payload, blobs):
    _must(payload is not None and payload.which, "a payload is missing")
    if payload.which == "inline":
        _must(1 <= len(payload.inline) <= 32768, "size of a payload")
        return payload.inline
    data = blobs.get(payload.blob_sha256)
    _must(data is not None,
          f"blob/{payload.blob_sha256.hex()} is not in the record")
    _must(32769 <= len(data) <= 4194304, "size of a blob")
    assert sha256(data) == payload.blob_sha256
    return data


def _check_texts(kind, entry):
    if kind == "ballot":
        _must(1 <= len(entry.ballot) <= 65000, "size of a ballot")
    if kind == "objection":
        _must(1 <= len(entry.text.encode()) <= 4000, "size of an objection")
    if kind == "abort":
        _must(len(entry.reason.encode()) <= 4000, "size of a reason")
    if kind in ("zero_check", "verified", "announce"):
        size = 0 if kind == "zero_check" else 32
        _must(len(entry.counts_sha256) == size, "size of counts_sha256")


def read_entry(leaf, blobs):
    """(kind, entry) of a leaf; payloads are fetched from the blobs."""
    _must(len(leaf) <= 65535, "a leaf is too long")
    try:
        entry = wire.decode(schema.LOG_ENTRY, leaf)
    except ValueError as error:
        _must(False, str(error))
    kind = entry.which
    _must(kind, "a leaf has no kind")
    entry = getattr(entry, kind)
    if kind == "manifest":
        return kind, entry
    for name, size in _SIZES.items():
        if hasattr(entry, name):
            _must(len(getattr(entry, name)) == size, f"size of {name}")
    _must(getattr(entry, "round", 0) == 0, "there is one round only, 0")
    for name in _FROM_ONE:
        _must(getattr(entry, name, 1) >= 1, f"{name} is 0")
    if hasattr(entry, "committee"):
        _must(entry.committee in (1, 2), "an unknown committee")
        entry.committee = ("tally", "issuer")[entry.committee - 1]
    if kind == "dkg_message":
        entry.message = _payload(entry.message, blobs)
    if kind in ("audit_share", "tally_share"):
        entry.payload = _payload(entry.payload, blobs)
    if kind == "dkg_complaint":
        _element(entry.shared_secret)
    if kind == "active_set":
        issuers = entry.issuers
        _must(issuers and issuers[0] >= 1 and
              issuers == sorted(set(issuers)), "issuers do not ascend")
    if kind == "token_request":
        _must(len(entry.blinded) == 1, "not one blinded element")
        _must(_element(entry.blinded[0]) != IDENTITY, "the identity is blinded")
    _check_texts(kind, entry)
    return kind, entry
