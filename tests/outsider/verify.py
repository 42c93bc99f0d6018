#!/usr/bin/env python3
"""Verifies a session's exported record: verify.py DIR [--manifest HEX].

Written from crypto/PROTOCOL.md alone, with nothing but Python's standard
library. Prints an item a line; exits 0 only if all of them pass.
"""

import argparse
import sys

import log
from entries import read_entry
from manifest import WITNESS, Manifest, read_roster
from proofs import session_id_of
from record import read_record
from refused import Refused
from session import PHASES, Session

ITEMS = ["checkpoint", "quorum", "root", "entries", "manifest", "fingerprint",
         "order", "signatures", "ceremony", "requests", "opening", "ballots",
         "ballot-count", "close", "token-audit", "tally-shares", "counts",
         "announcement", "attestations"]


class Verification:
    """One record, and what was found."""

    def __init__(self, record, fingerprint):
        self.record, self.fingerprint = record, fingerprint
        self.verdicts = {item: ("NOT CHECKED", "") for item in ITEMS}
        self.entries = []
        self.session = None

    def run(self):
        self._files()
        self._guard(self._read_entries)
        self._guard(self._start)
        if self.session:
            self._guard(self._checkpoint)
            self._guard(self._quorum)
            self._fingerprint()
            if self._guard(self._replay):
                self._passed("order", "signatures")
            self._stages()
        return self

    def first_not_passed(self):
        """(item, verdict, why) of the first that fails; else of the first
        not checked; None if all pass."""
        for verdict in ("FAIL", "NOT CHECKED"):
            for item in ITEMS:
                if self.verdicts[item][0] == verdict:
                    return item, *self.verdicts[item]
        return None

    def _guard(self, step):
        try:
            step()
            return True
        except Refused as refused:
            self._fail(refused.item, str(refused))
            return False

    def _fail(self, item, why):
        self.verdicts[item] = ("FAIL", why)

    def _passed(self, *items):
        for item in items:
            if self.verdicts[item][0] != "FAIL":
                self.verdicts[item] = ("PASS", "")

    def _files(self):
        hashes = [log.leaf_hash(leaf) for leaf in self.record.leaves]
        try:
            self.text, self.signatures = log.parse_note(self.record.note)
            head = log.parse_checkpoint(self.text)
        except ValueError as error:
            self._fail("checkpoint", str(error))
            self.text = None
            return
        self.head = head
        if (head.size, head.root) != (len(hashes), log.root_of(hashes)):
            self._fail("root", "the checkpoint is not of these entries")
        elif self.record.defects:
            self._fail("root", "; ".join(self.record.defects))
        else:
            self._passed("root")

    def _read_entries(self):
        if self.record.blob_defects:
            raise Refused("entries", "; ".join(self.record.blob_defects))
        if not self.record.leaves:
            raise Refused("entries", "the log is empty")
        for index, leaf in enumerate(self.record.leaves):
            try:
                self.entries.append(read_entry(leaf, self.record.blobs))
            except Refused as refused:
                raise Refused("entries", f"leaf {index}: {refused}") from None
        self._passed("entries")

    def _start(self):
        if not self.entries:
            return
        kind, data = self.entries[0]
        if kind != "manifest":
            raise Refused("manifest", "leaf 0 is no manifest")
        manifest = Manifest(data)
        roster = read_roster(manifest, self.record.blobs)
        self.session = Session(manifest, roster, session_id_of(data),
                               log.leaf_hash(self.record.leaves[0]))
        self._passed("manifest")

    def _checkpoint(self):
        if self.text is None:
            return
        manifest = self.session.manifest
        self.origin = manifest.origin_of(self.session.session_id)
        try:
            if self.head.origin != self.origin:
                raise ValueError(f"the origin is {self.head.origin}")
            if not log.log_signed(self.text, self.signatures, self.origin,
                                  manifest.log_key):
                raise ValueError("the log has not signed")
        except ValueError as error:
            raise Refused("checkpoint", str(error)) from None
        self._passed("checkpoint")

    def _quorum(self):
        if self.verdicts["checkpoint"][0] != "PASS":
            return
        manifest = self.session.manifest
        keys = [manifest.officials[number - 1].witness_key
                for number in manifest.officials_with(WITNESS)]
        try:
            there = log.cosigners(self.text, self.signatures, self.origin,
                                  keys)
        except ValueError as error:
            raise Refused("quorum", str(error)) from None
        if len(there) < manifest.witness_quorum:
            raise Refused("quorum", f"{len(there)} witnesses cosigned")
        self._passed("quorum")

    def _fingerprint(self):
        ours = self.session.session_id.hex()
        if self.fingerprint is None:
            self.verdicts["fingerprint"] = ("NOT CHECKED", ours)
        elif self.fingerprint != ours:
            self._fail("fingerprint", f"it is {ours}")
        else:
            self._passed("fingerprint")

    def _replay(self):
        for index, (kind, entry) in enumerate(self.entries):
            if index == 0:
                continue
            try:
                self.session.take(kind, entry,
                                  log.leaf_hash(self.record.leaves[index]))
            except Refused as refused:
                raise Refused(refused.item,
                              f"leaf {index}: {refused}") from None

    def _reached(self, phase):
        return (self.session.phase != "aborted" and
                PHASES.index(self.session.phase) >= PHASES.index(phase))

    def _stages(self):
        session = self.session
        if session.key_id:
            self._passed("ceremony")
        if session.aborted == "a complaint":
            self._fail("ceremony", "it ended with a complaint")
        for phase, items in (("voting", ["opening"]),
                             ("closing", ["requests"]),
                             ("closed", ["ballots", "close"]),
                             ("audited", ["token-audit"]),
                             ("tallied", ["ballot-count", "tally-shares",
                                          "counts", "attestations"]),
                             ("announced", ["announcement"])):
            if self._reached(phase):
                self._passed(*items)
        if self._reached("audited") and (
                session.tally.ballots > len(session.requests)):
            self._fail("ballot-count", "more ballots than requests")


def report(done):
    for item in ITEMS:
        verdict, why = done.verdicts[item]
        print(f"{verdict:11}  {item}{': ' + why if why else ''}")
    session = done.session
    if session:
        for leaf, why in sorted(session.void.items()):
            print(f"void ballot in leaf {leaf}: {why}")
        for leaf, why in session.remarks:
            print(f"leaf {leaf} has no effect: {why}")
        for official, text in session.objections:
            print(f"official {official} objects: {text}")
        if session.result:
            print("ballots", session.result.ballots, "counts",
                  *session.result.counts)
        if session.manifest.kind == 2:
            print("This was a rehearsal.")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory")
    parser.add_argument("--manifest", help="the session's fingerprint")
    arguments = parser.parse_args()
    done = Verification(read_record(arguments.directory),
                        arguments.manifest).run()
    report(done)
    first = done.first_not_passed()
    print("verdict:", "PASS" if first is None
          else f"{first[1]} at {first[0]}: {first[2]}")
    return 0 if first is None else 1


if __name__ == "__main__":
    sys.exit(main())
