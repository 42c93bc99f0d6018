#!/usr/bin/env python3
"""One election in Belenios and in Pingyi, side by side, on one core.

The same random choices go through Debian's belenios-tool and through our crypto
library: credentials or keys, one trustee, ballots, verification, result. Prints
CPU times, sizes and ratios, and checks that both give the same counts.
"""

import argparse
import json
import os
import pathlib
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
TOOL = "belenios-tool"
GROUP = "BELENIOS-2048"


def cpu_ms():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1e3 * (used.ru_utime + used.ru_stime)


class Belenios:
    """An election's folder, and the CPU time of what is done in it."""

    def __init__(self, folder, contests, options, voters):
        self.folder = folder
        self.start_up_ms = min(self.run(["sha256-b64"])[1] for _ in range(5))
        self.uuid = self.setup("generate-token").strip()
        uuid, group = ["--uuid", self.uuid], ["--group", GROUP]
        self.setup("generate-credentials", *uuid, *group, "--count", str(voters))
        self.move("*.pubcreds", "public_creds.json")
        self.move("*.privcreds", "private_creds.txt")
        self.setup("generate-trustee-key", *group)
        self.move("*.privkey", "trustee.key")
        self.move("*.pubkey", "public_keys.jsons")
        self.setup("make-trustees")
        question = {"answers": [f"{i}" for i in range(options)], "min": 1, "max": 1}
        self.write("template.json", {
            "name": "comparison", "description": "",
            "questions": [question | {"question": f"{k}"} for k in range(contests)]})
        self.setup("make-election", *uuid, *group, "--template", "template.json")
        self.run(["archive", "init"])
        lines = (folder / "private_creds.txt").read_text().splitlines()
        self.credentials = [line.split()[-1] for line in lines]

    def run(self, arguments, given=b""):
        """Output, and CPU milliseconds."""
        before = cpu_ms()
        done = subprocess.run([TOOL, *arguments], cwd=self.folder, input=given,
                              capture_output=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{TOOL} {' '.join(arguments)}: {done.stderr.decode()}")
        return done.stdout, cpu_ms() - before

    def work(self, *arguments):
        """The same without what starting takes."""
        out, milliseconds = self.run(["election", *arguments])
        return out, milliseconds - self.start_up_ms

    def setup(self, *arguments):
        return self.run(["setup", *arguments])[0].decode()

    def add(self, kind, given=b""):
        self.run(["archive", "add-event", f"--type={kind}"], given)

    def move(self, pattern, name):
        (found,) = self.folder.glob(pattern)
        found.rename(self.folder / name)

    def write(self, name, content):
        (self.folder / name).write_text(json.dumps(content))

    def make(self, voter, choices, options):
        (self.folder / "credential").write_text(self.credentials[voter])
        self.write("choices.json", [[int(i == choice) for i in range(options)]
                                    for choice in choices])
        return self.work("generate-ballot", "--privcred", "credential",
                         "--ballot", "choices.json")

    def verify_ms(self):
        return statistics.median(self.work("verify")[1] for _ in range(3))

    def result(self):
        """Counts; what adding up takes, and what the steps from there take."""
        self.add("EndBallots")
        tally, adding = self.work("compute-encrypted-tally")
        self.add("EncryptedTally", tally)
        share, decrypting = self.work("decrypt", "--privkey", "trustee.key",
                                      "--trustee-id", "1")
        self.add("PartialDecryption", share)
        result, counting = self.work("compute-result")
        counts = [int(n) for row in json.loads(result)["result"] for n in row]
        return counts, adding, decrypting + counting


def counting_ms(folder, choices, options):
    """Decryption, the share's check and the counts, whatever the number of
    ballots: of an election of one, which both commands verify again."""
    election = Belenios(folder, len(choices), options, 1)
    before = election.verify_ms()
    election.add("Ballot", election.make(0, choices, options)[0])
    verifying = election.verify_ms() - before
    return election.result()[2] - 2 * verifying


def theirs(folder, votes, options):
    (folder / "one").mkdir()
    (folder / "all").mkdir()
    counting = counting_ms(folder / "one", votes[0], options)
    election = Belenios(folder / "all", len(votes[0]), options, len(votes))
    ballots = [election.make(i, choices, options) for i, choices in enumerate(votes)]
    # From the difference of two sizes: what else is verified does not count.
    few = max(1, len(votes) // 4)
    times = {}
    for number, (ballot, _) in enumerate(ballots, 1):
        election.add("Ballot", ballot)
        if number in (few, len(votes)):
            times[number] = election.verify_ms()
    counts, adding, rest = election.result()
    return {
        "make_ms": statistics.mean(milliseconds for _, milliseconds in ballots),
        "verify_ms": (times[len(votes)] - times[few]) / (len(votes) - few),
        "ballot_bytes": statistics.mean(len(b.strip()) for b, _ in ballots),
        "add_ms": adding,
        "count_ms": counting,
        "result_ms": adding + rest,
        "counts": counts,
    }


def ours(program, votes, options):
    done = subprocess.run([program, str(len(votes[0])), str(options)], text=True,
                          input="\n".join(" ".join(map(str, v)) for v in votes),
                          stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(f"{program} failed")
    out = json.loads(done.stdout)
    out["add_ms"] = out["verify_ms"] * len(votes)
    out["result_ms"] = out["add_ms"] + out["count_ms"]
    return out


def table(belenios, pingyi, ballots):
    rows = [
        ("make a ballot, ms", "make_ms", "make_ms"),
        (f"verify a ballot, of {ballots}, ms", "verify_ms", "verify_ms"),
        ("verify a ballot by itself, ms", "verify_ms", "verify_one_ms"),
        ("a ballot, bytes", "ballot_bytes", "ballot_bytes"),
        (f"add up {ballots} ballots, verified again, ms", "add_ms", "add_ms"),
        ("decrypt, check the share, count, ms", "count_ms", "count_ms"),
        ("from closing to the counts, as it is, ms *", "result_ms", "result_ms"),
    ]
    yield f"{'':42}{'Belenios':>12}{'Pingyi':>12}{'ratio':>10}"
    for what, their, our in rows:
        a, b = belenios[their], pingyi[our]
        digits = 0 if what.endswith("bytes") else 3
        yield f"{what:42}{a:12.{digits}f}{b:12.{digits}f}{a / b:10.0f}"
    yield ("* each of Belenios' three commands verifies every ballot again; "
           "ours does so once")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ballots", type=int, nargs="?", default=20,
                        help="how many (20; at least 4)")
    parser.add_argument("--contests", type=int, default=27)
    parser.add_argument("--options", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1, help="of the choices")
    parser.add_argument("--program", type=pathlib.Path,
                        default=ROOT / "build/release/bench/our_election")
    out = parser.parse_args()
    if out.ballots < 4:
        parser.error("a time per ballot needs at least 4 ballots")
    if shutil.which(TOOL) is None:
        sys.exit("compare.py: there is no belenios-tool; as root: "
                 "apt-get install belenios-tool")
    if not out.program.exists():
        sys.exit(f"compare.py: {out.program} is not built")
    return out


def main():
    given = arguments()
    core = min(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    os.environ["BELENIOS_USE_URANDOM"] = "1"
    draw = random.Random(given.seed)
    votes = [[draw.randrange(given.options) for _ in range(given.contests)]
             for _ in range(given.ballots)]
    version = subprocess.run([TOOL, "--version"], text=True, check=True,
                             stdout=subprocess.PIPE).stdout.split()[0]
    print(f"{given.contests} questions of {given.options} answers, exactly one each; "
          f"{given.ballots} ballots, one trustee.\n"
          f"CPU time of core {core} alone. Belenios {version}: group {GROUP}, "
          "without its start-up.\n"
          "Pingyi: its crypto library, ristretto255. In both a ballot shows the "
          "right to vote;\nhanding that out (credentials, tokens) is not compared.")
    pingyi = ours(given.program, votes, given.options)
    with tempfile.TemporaryDirectory() as folder:
        belenios = theirs(pathlib.Path(folder), votes, given.options)
    print("\n".join(table(belenios, pingyi, given.ballots)))
    true = [sum(v[k] == i for v in votes)
            for k in range(given.contests) for i in range(given.options)]
    if not belenios["counts"] == pingyi["counts"] == true:
        sys.exit("compare.py: the counts differ")
    print("Both count what was voted.")


if __name__ == "__main__":
    main()
