"""Manifest and roster, with all their rules (section 8)."""

import datetime
import re
import unicodedata

import ed25519
import schema
import wire
from layout import Layout
from refused import require
from ristretto import IDENTITY, Element

CHAIR, SCRUTINEER, TRUSTEE, ISSUER, WITNESS = range(1, 6)
COMMITTEES = {"tally": TRUSTEE, "issuer": ISSUER}
_TURNS_WRITING = {0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F),
                  *range(0x2066, 0x206A)}
_MAX_ROSTER = {1: 10_000_000, 2: 100_000, 3: 500, 4: 500}


def _must(condition, text):
    require(condition, "manifest", f"manifest: {text}")


def _text(value, name, may_be_empty=False):
    _must(value or may_be_empty, f"{name} is empty")
    _must(len(value.encode()) <= 400, f"{name} is too long")
    _must(unicodedata.is_normalized("NFC", value), f"{name} is not NFC")
    _must(not any(unicodedata.category(c) in ("Cc", "Zl", "Zp") or
                  ord(c) in _TURNS_WRITING for c in value),
          f"{name} has a character that it must not have")


def _within(value, low, high, name):
    _must(low <= value <= high, f"{name} is {value}")


def _transport_key(data, wanted, name):
    if not wanted:
        _must(data == b"", f"{name} of no such member")
        return []
    try:
        _must(Element.decode(data) != IDENTITY, f"{name} is the identity")
    except ValueError:
        _must(False, f"{name} is no element")
    return [data]


class Manifest:
    """A manifest that keeps the rules, and what follows from it."""

    def __init__(self, data):
        _must(len(data) <= 65531, "it is too long")
        try:
            self.fields = wire.decode(schema.MANIFEST, data)
        except ValueError as error:
            _must(False, str(error))
        self._check_meeting()
        self._check_options()
        self._check_officials()
        self._check_settings()

    def __getattr__(self, name):
        return getattr(self.fields, name)

    def officials_with(self, role):
        """Numbers of the officials with `role`, in order."""
        return [i for i, official in enumerate(self.officials, 1)
                if role in official.roles]

    def members(self, committee):
        return self.officials_with(COMMITTEES[committee])

    def threshold(self, committee):
        return (self.trustee_threshold if committee == "tally"
                else self.issuer_threshold)

    def _check_meeting(self):
        _must(self.version == 1, "version is not 1")
        _must(len(self.nonce) == 32, "nonce has not 32 bytes")
        _must(self.kind in (1, 2), "kind is unknown")
        _text(self.title_zh, "title_zh")
        _text(self.title_en, "title_en", True)
        _text(self.place, "place", True)
        _within(self.evaluated_year, 1, 9999, "evaluated_year")
        try:
            _must(re.fullmatch(r"\d{4}-\d\d-\d\d", self.meeting_date, re.A),
                  "meeting_date is no day")
            datetime.date.fromisoformat(self.meeting_date)
        except ValueError:
            _must(False, "meeting_date is no day")
        _must(self.rounds == 1, "rounds is not 1")
        _within(len(self.contests), 1, 200, "number of contests")
        for contest in self.contests:
            _text(contest.name_zh, "contest")
            _text(contest.name_en, "contest", True)

    def _check_options(self):
        _within(len(self.levels), 2, 10, "number of levels")
        for level in self.levels:
            _text(level.name_zh, "level")
            _text(level.name_en, "level", True)
            _within(level.weight, 0, 1000, "weight")
        _within(self.pack, 1, 4, "pack")
        _must(len(self.roster_sha256) == 32, "roster_sha256")
        _within(self.roster_size, 1, _MAX_ROSTER[self.pack], "roster_size")
        _within(self.meeting_quorum, 0, self.roster_size, "meeting_quorum")
        per_contest = len(self.levels) + self.blank_allowed
        self.layout = Layout([per_contest] * len(self.contests), self.pack)
        _must(self.layout.ballot_size <= 65000, "ballots would be too large")

    def _check_officials(self):
        _within(len(self.officials), 1, 200, "number of officials")
        keys, transport = [self.log_key], []
        for official in self.officials:
            roles = official.roles
            _text(official.name, "official's name")
            _must(roles and list(roles) == sorted(set(roles)) and
                  set(roles) <= set(range(1, 6)), "roles")
            keys.append(official.signing_key)
            transport += _transport_key(official.trustee_transport_key,
                                        TRUSTEE in roles, "transport key")
            transport += _transport_key(official.issuer_transport_key,
                                        ISSUER in roles, "transport key")
            if WITNESS in roles:
                keys.append(official.witness_key)
            else:
                _must(official.witness_key == b"", "witness key of no witness")
                _must(TRUSTEE not in roles and ISSUER not in roles,
                      "a member that is no witness")
        _must(all(ed25519.valid_key(key) for key in keys), "an Ed25519 key")
        _must(len(set(keys)) == len(keys), "a key stands there twice")
        _must(len(set(transport)) == len(transport), "a transport key twice")
        _must(len(self.officials_with(CHAIR)) == 1, "not one chair")
        _must(self.officials_with(SCRUTINEER), "no scrutineer")
        members = {*self.members("tally"), *self.members("issuer")}
        _must(set(self.officials_with(WITNESS)) - members,
              "no witness that is no member")

    def _check_settings(self):
        for committee in COMMITTEES:
            t, n = self.threshold(committee), len(self.members(committee))
            _must(1 <= t and 2 * t - 1 <= n, f"threshold of {committee}")
        witnesses = len(self.officials_with(WITNESS))
        most = max(self.trustee_threshold, self.issuer_threshold)
        _must(2 * self.witness_quorum > witnesses + most - 1 and
              self.witness_quorum <= witnesses, "witness_quorum")
        _within(len(self.fields.origin.encode()), 0, 235, "origin")
        _within(self.mix_batch, 1, 1000, "mix_batch")
        _must(self.min_voters >= 2, "min_voters")
        _must(self.min_ballots >= 2, "min_ballots")
        _within(self.send_window_seconds, 0, 600, "send_window_seconds")
        _must(len(self.repeats_session_id) in (0, 32), "repeats_session_id")
        counting = self.counting
        _must(counting and 1 <= counting.denominator <= 4, "denominator")
        _within(len(counting.grades), 0, 10, "number of grades")
        for grade in counting.grades:
            _text(grade.name_zh, "grade")
            _text(grade.name_en, "grade", True)

    def origin_of(self, session_id):
        return self.fields.origin or f"pingyi.local/{session_id.hex()[:16]}"


def read_roster(manifest, blobs):
    """{deputy: key} of the roster that the manifest names."""
    data = blobs.get(manifest.roster_sha256)
    _must(data is not None, "its roster is not in the record")
    try:
        entries = wire.decode(schema.ROSTER, data).entries
    except ValueError as error:
        _must(False, f"roster: {error}")
    deputies = [entry.deputy for entry in entries]
    _must(deputies == sorted(set(deputies)) and deputies[0] >= 1, "roster")
    keys = [entry.credential_key for entry in entries]
    _must(len(set(keys)) == len(keys), "a key twice in the roster")
    _must(all(ed25519.valid_key(key) for key in keys), "a key in the roster")
    _must(len(entries) == manifest.roster_size, "size of the roster")
    return dict(zip(deputies, keys))
