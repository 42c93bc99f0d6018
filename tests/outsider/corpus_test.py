#!/usr/bin/env python3
"""Tries this verifier on records: corpus_test.py TAMPER_RECORDS [NAME ...].

TAMPER_RECORDS is the program of tests/tamper that writes them. Each must pass,
or fail at the item that its index says.
"""

import os
import subprocess
import sys
import tempfile

from record import read_record
from verify import Verification


def judge(folder, name, fingerprint):
    record = read_record(os.path.join(folder, name))
    given = None if fingerprint == "-" else fingerprint
    return Verification(record, given).run().first_not_passed()


def main():
    program, names = sys.argv[1], sys.argv[2:]
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, folder, *names], check=True)
        with open(os.path.join(folder, "index.tsv"), encoding="utf-8") as file:
            cases = [line.rstrip("\n").split("\t") for line in file]
        assert not names or len(cases) == len(names), "a name that is none"
        for name, verdict, item, fingerprint, change in cases:
            first = judge(folder, name, fingerprint)
            found = ("PASS", item) if first is None else (first[1], first[0])
            good = found == (verdict, item)
            wrong += not good
            print("ok" if good else "WRONG", name, "-", change)
            if not good:
                print(f"  want {verdict} at {item}, got", first)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
