"""What each kind of leaf must be, and what it changes (section 10)."""

import effect
from refused import require

def _manifest(session, entry):
    require(False, "order", "a second manifest")


def _ceremony(session, entry):
    require(session.phase == "ceremony", "order", "the ceremony is over")
    return session.ceremonies[entry.committee]


def _dkg_commit(session, entry):
    _ceremony(session, entry).commit(entry.member, entry.message_sha256)


def _dkg_message(session, entry):
    _ceremony(session, entry).deal(entry.member, entry.message)


def _dkg_confirm(session, entry):
    _ceremony(session, entry).confirmed.add(entry.member)
    session.take_keys()


def _dkg_complaint(session, entry):
    ceremony = _ceremony(session, entry)
    require(ceremony.keys, "order", "a complaint before all messages")
    require(entry.dealer <= ceremony.members, "order", "no such dealer")
    require(entry.member not in ceremony.confirmed, "order",
            "who has confirmed cannot complain")
    # Whoever is to blame: it is over. This verifier does not judge further.
    session.aborted, session.phase = "a complaint", "aborted"


def _active_set(session, entry):
    require(session.key_id, "order", "an active set before the keys")
    require(session.before("voting"), "order", "an active set too late")
    version = session.active_set.version + 1 if session.active_set else 1
    require(entry.version == version, "opening", "the active set's version")
    n = len(session.manifest.members("issuer"))
    require(entry.issuers[-1] <= n, "opening", "an issuer that is none")
    require(len(entry.issuers) >= min(session.manifest.issuer_threshold + 1,
                                      n), "opening", "too few issuers")
    session.active_set = entry
    session.active_set_digest = session.current.digest
    session.phase = "check-in"


def _reissue(session, entry):
    require(session.before("voting") or session.takes_requests(), "order",
            "a slip replaced after check-in")
    require(entry.deputy in session.roster, "requests", "no such deputy")
    require(entry.deputy not in session.requests, "requests",
            f"deputy {entry.deputy} has checked in")
    require(entry.credential_key not in session.keys_used, "requests",
            "the new slip's key was used before")
    session.roster[entry.deputy] = entry.credential_key
    session.keys_used.add(entry.credential_key)


def _token_request(session, entry):
    if entry.deputy in session.requests:
        raise effect.WithoutEffect(f"deputy {entry.deputy} asked again")
    require(session.takes_requests(), "order", "a request out of time")
    session.requests[entry.deputy] = entry.blinded[0]


def _open(session, entry):
    require(session.phase == "check-in", "order", "an opening out of turn")
    present, manifest = len(session.requests), session.manifest
    require(entry.key_id == session.key_id, "opening", "other keys")
    require(entry.active_set_sha256 == session.active_set_digest, "opening",
            "another active set")
    require(entry.checked_in == present, "opening",
            f"{entry.checked_in} checked in, the log has {present}")
    require(present >= max(manifest.min_voters, manifest.meeting_quorum),
            "opening", "too few are checked in")
    session.phase = "voting"


def _ballot(session, entry):
    require(session.phase in ("voting", "closing"), "order",
            "a ballot out of time")
    session.ballot_leaves.append((len(session.hashes), entry.ballot))


def _closing(session, entry):
    require(session.phase == "voting", "order", "a closing out of turn")
    session.phase = "closing"


def _close(session, entry):
    require(session.phase == "closing", "order", "a close out of turn")
    last = session.ballot_leaves[-1][0] if session.ballot_leaves else -1
    require(last < entry.size, "close", "a ballot behind what was closed")
    session.check_head(entry, 0, "close")
    session.closed()


def _audit_share(session, entry):
    require(session.close_leaf is not None, "order", "an audit before Close")
    audit = session.audit
    require(audit, "order", "there is no ballot to audit")
    session.check_head(entry, session.close_leaf + 1, "token-audit")
    try:
        mode, u, proof = audit.read(entry.member, entry.payload)
        late = audit.decided or (audit.sum_failed and mode == 0)
        require(late or mode == 0 or audit.sum_failed, "token-audit",
                "each token audited without need")
        audit.check(entry.member, mode, u, proof)
    except ValueError as error:
        raise effect.WithoutEffect(
            f"share of issuer {entry.member} left out: {error}") from None
    if late:
        raise effect.WithoutEffect(f"share of issuer {entry.member} too many")
    audit.take(entry.member, mode, u)
    if audit.decided:
        session.audited()


def _check_requests(session):
    require(session.tally.ballots <= len(session.requests), "ballot-count",
            f"{session.tally.ballots} ballots, "
            f"{len(session.requests)} requests")


def _tally_share(session, entry):
    require(session.tally, "token-audit" if session.phase == "closed"
            else "order", "the token audit is not decided")
    _check_requests(session)
    require(session.tally.ballots >= session.manifest.min_ballots,
            "tally-shares", "too few ballots to decrypt")
    session.check_head(entry, session.audit_leaf + 1, "tally-shares")
    try:
        shares = session.tally.check(entry.member, entry.payload)
    except ValueError as error:
        raise effect.WithoutEffect(
            f"share of trustee {entry.member} left out: {error}") from None
    if session.tally.enough():
        raise effect.WithoutEffect(f"share of trustee {entry.member} too many")
    session.tally.shares[entry.member] = shares


def _result(session, entry):
    require(session.phase != "closed", "token-audit",
            "the token audit is not decided")
    require(session.phase == "audited", "order", "a result out of turn")
    _check_requests(session)
    tally, ballots = session.tally, session.tally.ballots
    require(entry.ballots == ballots, "counts",
            f"it says {entry.ballots} ballots, {ballots} are valid")
    withheld = 0 < ballots < session.manifest.min_ballots
    require(entry.withheld == withheld, "counts", "withheld, or not")
    want = 0 if withheld else session.manifest.layout.options
    require(len(entry.counts) == want, "counts", "the number of counts")
    if ballots == 0:
        require(not any(entry.counts), "counts", "counts without a ballot")
    elif not withheld:
        require(tally.enough(), "tally-shares", "too few valid tally shares")
        require(tally.opens_to(entry.counts), "counts",
                "the counts are not what the shares open")
    session.result, session.result_leaf = entry, len(session.hashes)
    session.phase = "tallied"


def _zero_check(session, entry):
    require(session.key_id and session.before("voting"), "order",
            "a zero check out of time")
    session.check_head(entry, 1, "attestations")
    session.zero_checks.append(entry.official)


def _verified(session, entry):
    require(session.phase in ("tallied", "announced"), "order",
            "verified before the result")
    require(entry.counts_sha256 == session.counts_hash(), "attestations",
            "verified other counts")
    session.check_head(entry, session.result_leaf + 1, "attestations")
    session.verified.append(entry.official)


def _objection(session, entry):
    session.objections.append((entry.official, entry.text))


def _announce(session, entry):
    require(session.phase == "tallied", "order", "announced out of turn")
    require(entry.counts_sha256 == session.counts_hash(), "announcement",
            "other counts were announced")
    session.phase = "announced"


def _abort(session, entry):
    require(session.before("tallied"), "order", "given up after the result")
    session.aborted, session.phase = entry.reason, "aborted"


RULES = {
    "manifest": _manifest, "dkg_commit": _dkg_commit,
    "dkg_message": _dkg_message, "dkg_confirm": _dkg_confirm,
    "dkg_complaint": _dkg_complaint, "active_set": _active_set,
    "reissue": _reissue, "token_request": _token_request, "open": _open,
    "ballot": _ballot, "closing": _closing, "close": _close,
    "audit_share": _audit_share, "tally_share": _tally_share,
    "result": _result, "zero_check": _zero_check, "verified": _verified,
    "objection": _objection, "announce": _announce, "abort": _abort}
