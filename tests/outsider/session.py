"""The session's state, from its leaves alone (section 10)."""

import ed25519
from ballots import Ballot, Parameters
from ceremony import Ceremony
from counting import Tally, TokenAudit
from effect import WithoutEffect
from log import root_of
from manifest import CHAIR
from proofs import key_id_of, le64, sha256
from refused import require
from rules import RULES
from statements import ONCE, ORDERS, said

PHASES = ["ceremony", "check-in", "voting", "closing", "closed", "audited",
          "tallied", "announced", "aborted"]


class Session:
    def __init__(self, manifest, roster, session_id, first_leaf):
        self.manifest, self.session_id = manifest, session_id
        self.roster = dict(roster)  # The keys in force.
        self.keys_used = set(roster.values())
        self.chair = manifest.officials_with(CHAIR)[0]
        self.hashes = [first_leaf]
        self.phase = "ceremony"
        self.places = {}
        self.ceremonies = {
            name: Ceremony(session_id, name, secrets,
                           manifest.threshold(name),
                           len(manifest.members(name)))
            for name, secrets in (("tally", manifest.layout.ciphertexts),
                                  ("issuer", 1))}
        self.key_id = self.parameters = None
        self.active_set = self.active_set_digest = None
        self.requests = {}  # Deputy: the element that counts.
        self.ballot_leaves, self.counted, self.void = [], [], {}
        self.close_leaf = self.audit_leaf = self.result_leaf = None
        self.audit = self.tally = self.result = None
        self.verified, self.objections, self.zero_checks = [], [], []
        self.remarks, self.aborted = [], None
        self.current = None  # The statement of the leaf that is looked at.

    # --- Questions.
    def before(self, phase):
        return PHASES.index(self.phase) < PHASES.index(phase)

    def takes_requests(self):
        return self.phase == "check-in" or (
            self.phase == "voting" and self.manifest.late_check_in)

    def check_head(self, entry, least, item):
        """That an entry is about a state of this log, of `least` leaves."""
        require(least <= entry.size <= len(self.hashes), item,
                f"it is about a log of {entry.size} leaves")
        require(entry.root == root_of(self.hashes[:entry.size]), item,
                f"it is about another log of {entry.size} leaves")

    def counts_hash(self):
        return sha256(b"".join(le64(c) for c in self.result.counts))

    # --- The next leaf.
    def take(self, kind, entry, leaf_hash):
        """Takes a leaf in. Raises Refused if it is illegal."""
        try:
            statement = said(self, kind, entry)
            if statement:
                self._check_statement(statement, entry.signature)
                self.current = statement
            require(self.phase != "aborted" or kind == "objection", "order",
                    "the session was given up")
            RULES[kind](self, entry)
            if statement and statement.place:
                self.places[statement.place] = statement.digest
        except WithoutEffect as why:
            self.remarks.append((len(self.hashes), str(why)))
        self.hashes.append(leaf_hash)

    def _check_statement(self, statement, signature):
        item = "requests" if statement.kind == "request" else "signatures"
        require(ed25519.verify(statement.key, signature, statement.signed),
                item,
                f"{statement.kind}: the signature is wrong")
        standing = self.places.get(statement.place)
        if standing is None:
            return
        if standing == statement.digest:
            raise WithoutEffect(f"{statement.kind}: said before")
        if statement.kind in ONCE:
            raise WithoutEffect(f"{statement.kind}: said differently before")
        require(statement.kind not in ORDERS, "order",
                f"{statement.kind}: ordered differently before")

    # --- What effective entries change.
    def take_keys(self):
        tally, issuer = (self.ceremonies[c] for c in ("tally", "issuer"))
        if tally.complete() and issuer.complete():
            self.key_id = key_id_of(tally.keys, issuer.keys[0])
            self.parameters = Parameters(self.session_id, self.key_id,
                                         tally.keys, self.manifest.layout)

    def judge_ballots(self):
        """Rules 1 to 3 of section 13, over all ballots."""
        seen = set()
        for leaf, data in self.ballot_leaves:
            try:
                ballot = Ballot(self.manifest.layout, data)
                ballot.check(self.parameters)
                if data[:32] in seen:
                    raise ValueError("its token was spent before")
                seen.add(data[:32])
                self.counted.append((leaf, ballot))
            except ValueError as error:
                self.void[leaf] = str(error)

    def closed(self):
        self.close_leaf = len(self.hashes)
        self.phase = "closed"
        self.judge_ballots()
        tokens = [ballot.token for _, ballot in self.counted]
        if tokens:
            self.audit = TokenAudit(self.session_id, self.key_id, tokens,
                                    self.ceremonies["issuer"])
        else:
            self.audited()

    def audited(self):
        self.audit_leaf = len(self.hashes)
        self.phase = "audited"
        for position in self.audit.forged if self.audit else []:
            self.void[self.counted[position][0]] = "its token is forged"
        self.counted = [(leaf, ballot) for leaf, ballot in self.counted
                        if leaf not in self.void]
        self.tally = Tally(self.session_id, self.key_id, self.manifest.layout,
                           [ballot for _, ballot in self.counted],
                           self.ceremonies["tally"])
