#!/usr/bin/env python3
"""Runs this verifier on the test vectors: vectors_test.py DIRECTORY."""

import json
import os
import sys

import ed25519
import log
from ballots import Ballot, Parameters
from ceremony import Ceremony, Message
from counting import Tally, TokenAudit
from curve import L
from layout import Layout
from proofs import (Transcript, generator, hash_to_group, key_id_of, le32,
                    session_id_of, sha256, SUITE)
from ristretto import G, Element, decode_scalar

unhex = bytes.fromhex


def dealt(data):
    """A ceremony with a vector file's commitments."""
    members = data["members"]
    ceremony = Ceremony(unhex(data["session_id"]), data["committee"],
                        len(members[0]["commitments"]), data["threshold"],
                        len(members))
    for member in members:
        message = Message.__new__(Message)
        message.commitments = [[Element.decode(unhex(c)) for c in row]
                               for row in member["commitments"]]
        proof = member["pok"]
        if isinstance(proof, dict):
            proof = proof["R"] + proof["z"]
        message.r = Element.decode(unhex(proof[:64]))
        message.z = decode_scalar(unhex(proof[64:]))
        message.check_proof(ceremony.session_id, ceremony.committee,
                            member["index"])
        ceremony.messages[member["index"]] = message
    ceremony._combine()
    assert [k.encode().hex() for k in ceremony.keys] == data["public_keys"]
    for shares, publics in zip(data["shares"], ceremony.shares.values()):
        for share, public in zip(shares, publics):
            assert decode_scalar(unhex(share)) * G == public
    return ceremony


def test_generators(load):
    for index, want in load("generators.json").items():
        assert generator(int(index)).encode().hex() == want


def test_identifiers(load):
    data = load("identifiers.json")
    assert session_id_of(unhex(data["manifest"])).hex() == data["session_id"]


def test_transcript(load):
    data = load("transcript.json")
    t = Transcript(data["label"])
    for step in data["steps"]:
        if "append" in step:
            name, value = step["append"]
            t.append(name, unhex(value))
        else:
            name, want = step["challenge"]
            assert t.challenge(name) == decode_scalar(unhex(want))


def test_rfc9497(load):
    for suite in load("rfc9497.json"):
        if suite["mode"] != 1:
            continue
        secret = decode_scalar(unhex(suite["skSm"]))
        for case in suite["vectors"]:
            columns = [case[name].split(",") for name in
                       ("Blind", "Input", "BlindedElement",
                        "EvaluationElement")]
            for blind, data, blinded, evaluated in zip(*columns):
                base = hash_to_group(unhex(data))
                m = decode_scalar(unhex(blind)) * base
                assert m.encode().hex() == blinded
                assert (secret * m).encode().hex() == evaluated


def test_merkle(load):
    data = load("merkle.json")
    hashes = [log.leaf_hash(unhex(leaf)) for leaf in data["leaves"]]
    for size, root in enumerate(data["roots"]):
        assert log.root_of(hashes[:size]).hex() == root
    head = log.parse_checkpoint(data["checkpoint_body"])
    assert head.size == len(hashes)
    assert head.root.hex() == data["roots"][-1]


def test_note(load):
    """The two signature lines of section 19."""
    text = load("merkle.json")["checkpoint_body"]
    origin = text.split("\n", maxsplit=1)[0]
    lines = (
        f"\u2014 {origin} LjTvtq4ddfGjUpdKI/j442905V+2QeVPO/UoDI7B/JCBc/DRWg6h"
        "/duVP1Pzk8qIGQoOQpVnhuMBCy9IbzL4TGtfiQE=\n"
        f"\u2014 {origin}/witness/1 WPUClAAAAABecxPAO3KgUpjBFPyiNijFvMlfV2al2EV"
        "5UCREbqLFkCcM0BfxE9nM+Xf+mA8LxV8nqzgkFcpPDVdgq0wAHegA8RKCCg==\n")
    log_key, witness_key = (
        ed25519.public_key(bytes([seed]) * 32) for seed in (1, 2))
    note, signatures = log.parse_note(f"{text}\n{lines}".encode())
    assert note == text
    assert log.log_signed(note, signatures, origin, log_key)
    assert log.cosigners(note, signatures, origin, [witness_key]) == [1]
    damaged = text.replace("13", "12")
    try:
        log.log_signed(damaged, signatures, origin, log_key)
    except ValueError:
        return
    raise AssertionError("a signature over another text was accepted")


def test_signatures(load):
    """RFC 8032, section 7.1, test 2; and keys that are none."""
    del load
    key = unhex("3d4017c3e843895a92b70aa74d1b7ebc"
                "9c982ccf2ec4968cc0cd55f12af4660c")
    signature = unhex("92a009a9f0d4cab8720e820b5f642540"
                      "a2b27b5416503f8fb3762223ebdb69da"
                      "085ac1e43e15996e458f3613d0f11d8c"
                      "387b2eaeb4302aeeb00d291612bb0c00")
    assert ed25519.valid_key(key)
    assert ed25519.verify(key, signature, b"\x72")
    assert not ed25519.verify(key, signature, b"\x73")
    s = int.from_bytes(signature[32:], "little") + L
    unreduced = signature[:32] + s.to_bytes(32, "little")
    assert not ed25519.verify(key, unreduced, b"\x72")
    assert not ed25519.valid_key(b"\x01" + bytes(31))
    assert not ed25519.valid_key(b"\xff" * 32)


def test_ballots(load):
    data = load("ballots.json")
    session_id, key_id = unhex(data["session_id"]), unhex(data["key_id"])
    keys = [Element.decode(unhex(key)) for key in data["keys"]]
    issuer = Element.decode(unhex(data["issuer_key"]))
    assert key_id_of(keys, issuer) == key_id
    layout = Layout(data["contests"], data["pack"])
    parameters = Parameters(session_id, key_id, keys, layout)
    for case in data["valid"]:
        ballot = Ballot(layout, unhex(case["bytes"]))
        ballot.check(parameters)
        words = b"".join(ballot.words[2:3 + layout.ciphertexts])
        digest = sha256(SUITE + b"-track\n" + session_id + le32(0) + words)
        assert digest.hex() == case["tracking_digest"]
    for case in data["invalid"]:
        encoded = (case["Y"] + case["N"] + case["A"] + "".join(case["B"]) +
                   case["proof"])
        try:
            Ballot(layout, unhex(encoded)).check(parameters)
        except ValueError:
            continue
        raise AssertionError(f"accepted: {case['why']}")


def test_token_audit(load):
    data = load("token_audit.json")
    ceremony = dealt(load("dkg_issuer.json"))
    tokens = [unhex(t["Y"] + t["N"]) if isinstance(t, dict)
              else unhex(t[0] + t[1]) for t in data["tokens"]]
    ballots = load("ballots.json")
    audit = TokenAudit(unhex(ballots["session_id"]),
                       unhex(ballots["key_id"]), tokens, ceremony)
    assert audit.t_sum.encode().hex() == data["T"]
    assert audit.n_sum.encode().hex() == data["N"]
    for share in data["issuers"]:
        payload = (le32(share["index"]) + b"\0" + unhex(share["U"]) +
                   unhex(share["proof"]))
        mode, u, proof = audit.read(share["index"], payload)
        audit.check(share["index"], mode, u, proof)
        audit.take(share["index"], mode, u)
    assert audit.decided and not audit.forged


def test_tally(load):
    data, ballots = load("tally.json"), load("ballots.json")
    tally = Tally(unhex(ballots["session_id"]), unhex(ballots["key_id"]),
                  Layout(ballots["contests"], ballots["pack"]), [], dealt(load("dkg_tally.json")))
    tally.ballots = data["ballots"]
    tally.a = Element.decode(unhex(data["A"]))
    tally.b = [Element.decode(unhex(b)) for b in data["B"]]
    for share in data["shares"]:
        payload = (le32(share["index"]) +
                   b"".join(unhex(d) for d in share["D"]) +
                   unhex(share["proof"]))
        tally.shares[share["index"]] = tally.check(share["index"], payload)
    assert tally.opens_to(data["counts"])
    wrong = list(data["counts"])
    wrong[0], wrong[1] = wrong[0] + 1, wrong[1] - 1
    assert not tally.opens_to(wrong)


def main():
    folder = sys.argv[1]

    def load(name):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            return json.load(file)

    for name, test in list(globals().items()):
        if name.startswith("test_"):
            test(load)
            print("ok", name)


if __name__ == "__main__":
    main()
