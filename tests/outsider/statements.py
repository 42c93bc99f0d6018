"""Who must have signed an entry, and what exactly (section 5)."""

from types import SimpleNamespace

from manifest import SCRUTINEER
from proofs import frame, le32, le64, sha256, statement
from refused import require

# Said once; later ones of the same person have no effect.
ONCE = {"dkg-commit", "dkg-message", "dkg-confirm", "audit-share",
        "tally-share", "zero-check", "verified"}
# Ordered once by the chair; repeated word for word they have no effect, and
# said differently they are illegal.
ORDERS = {"active-set", "open", "closing", "close", "announce", "abort"}
_CHAIR_NUMBER = {"active_set": "version", "reissue": "deputy"}


def _chair_body(kind, e):
    if kind == "active_set":
        return (le32(e.version) + le32(len(e.issuers)) +
                b"".join(le32(i) for i in e.issuers))
    if kind == "reissue":
        return le32(e.deputy) + e.credential_key
    if kind == "open":
        return (e.key_id + le32(e.round) + e.active_set_sha256 +
                le32(e.checked_in))
    if kind == "close":
        return le32(e.round) + le64(e.size) + e.root
    if kind == "announce":
        return le32(e.round) + e.counts_sha256
    if kind == "abort":
        return le32(e.round) + e.reason.encode()
    return le32(e.round)  # closing


def _member_statement(session, kind, e):
    """(number of the official, place, body) of a committee's member."""
    if kind in ("audit_share", "tally_share"):
        committee = "issuer" if kind == "audit_share" else "tally"
        mode = e.payload[4:5] if kind == "audit_share" else b""
        body = le32(e.round) + le64(e.size) + e.root + e.payload
        place = (kind, mode, e.member)
    else:
        committee = e.committee
        place = (kind, committee, e.member)
        body = frame(committee.encode())
        if kind == "dkg_commit":
            body += le32(e.member) + e.message_sha256
        elif kind == "dkg_message":
            body += le32(e.member) + e.message
        elif kind == "dkg_complaint":
            body += (le32(e.dealer) + le32(e.member) + e.shared_secret +
                     e.proof)
        else:
            ceremony = session.ceremonies[committee]
            require(ceremony.keys, "order",
                    "a confirmation before all messages")
            body += le32(e.member) + ceremony.confirm_body()
    members = session.manifest.members(committee)
    require(e.member <= len(members), "signatures",
            f"there is no member {e.member} of committee {committee}")
    return members[e.member - 1], place, body


def _scrutineer_statement(session, kind, e):
    officials = session.manifest.officials
    require(e.official <= len(officials), "signatures",
            f"there is no official {e.official}")
    require(SCRUTINEER in officials[e.official - 1].roles, "signatures",
            f"official {e.official} is no scrutineer")
    body = le64(e.size) + e.root
    if kind == "verified":
        body += e.counts_sha256
    if kind == "objection":
        body += e.text.encode()
    return e.official, (kind, b"", e.official), body


def said(session, kind, e):
    """What was signed, by which key, in which place; None for entries that
    nobody signs. Refuses who has no business to sign."""
    if kind in ("manifest", "ballot", "result"):
        return None
    if kind == "token_request":
        key = session.roster.get(e.deputy)
        require(key, "requests", f"there is no deputy {e.deputy}")
        require(session.key_id, "order", "a request before the keys")
        body = session.key_id + le32(e.deputy) + le32(1) + e.blinded[0]
        place, name = None, "request"
    else:
        name = kind.replace("_", "-")
        if kind.startswith("dkg") or kind.endswith("share"):
            number, place, body = _member_statement(session, kind, e)
        elif kind in ("zero_check", "verified", "objection"):
            number, place, body = _scrutineer_statement(session, kind, e)
        else:
            number = session.chair
            place = (kind, b"", getattr(e, _CHAIR_NUMBER.get(kind, "round")))
            body = _chair_body(kind, e)
        key = session.manifest.officials[number - 1].signing_key
    signed = statement(name, session.session_id, body)
    return SimpleNamespace(kind=name, key=key, place=place, signed=signed,
                           digest=sha256(signed))
