"""Key generation of one committee (section 11)."""

from curve import L
from proofs import Transcript, encode_all, le32, sha256
from refused import require
from ristretto import G, IDENTITY, Element, combine, decode_scalar


def _must(condition, text):
    require(condition, "ceremony", f"ceremony: {text}")


class Message:
    """A member's message: commitments and proof; boxes are only measured."""

    def __init__(self, data, index, secrets, threshold, members):
        self.data = data
        count = secrets * threshold
        boxes = 4 + 32 * count + 64
        box = 32 + 8 + 32 * secrets + 16
        _must(len(data) == boxes + box * members, "a message's length")
        _must(data[:4] == le32(index), "a message of another index")
        try:
            flat = [Element.decode(data[4 + 32 * i:36 + 32 * i])
                    for i in range(count)]
            self.r = Element.decode(data[boxes - 64:boxes - 32])
            self.z = decode_scalar(data[boxes - 32:boxes])
            for k in range(members):
                at = boxes + box * k
                _must(Element.decode(data[at:at + 32]) != IDENTITY,
                      "a box for nobody")
                length = int.from_bytes(data[at + 32:at + 40], "little")
                _must(length == 32 * secrets + 16, "a box's length")
        except ValueError as error:
            _must(False, str(error))
        _must(all(c != IDENTITY for c in flat), "a commitment is the identity")
        self.commitments = [flat[j * threshold:(j + 1) * threshold]
                            for j in range(secrets)]

    def check_proof(self, session_id, committee, index):
        flat = [c for row in self.commitments for c in row]
        e = (Transcript("dkg").append("session", session_id)
             .append("committee", committee.encode())
             .append("index", le32(index))
             .append("commitments", encode_all(flat))
             .append("R", self.r.encode()).challenge("e"))
        weights = [pow(e, j + 1, L) for j in range(len(self.commitments))]
        right = self.r + combine(weights, [c[0] for c in self.commitments])
        _must(self.z * G == right, "a message's proof is wrong")


class Ceremony:
    """Commits, then messages, then confirmations."""

    def __init__(self, session_id, committee, secrets, threshold, members):
        self.session_id, self.committee = session_id, committee
        self.secrets, self.threshold = secrets, threshold
        self.members = members
        self.commits, self.messages, self.confirmed = {}, {}, set()
        self.keys = None
        self.shares = None  # shares[k][j]: X_{k,j}.

    def complete(self):
        return len(self.confirmed) == self.members

    def commit(self, member, digest):
        self.commits[member] = digest

    def deal(self, member, data):
        require(len(self.commits) == self.members, "order",
                "a message before all commits")
        _must(sha256(data) == self.commits[member],
              f"the message of {member} is not what it committed to")
        message = Message(data, member, self.secrets, self.threshold,
                          self.members)
        message.check_proof(self.session_id, self.committee, member)
        self.messages[member] = message
        if len(self.messages) == self.members:
            self._combine()

    def _combine(self):
        rows = [m.commitments for m in self.messages.values()]
        sums = [[combine([1] * len(rows), [row[j][p] for row in rows])
                 for p in range(self.threshold)] for j in range(self.secrets)]
        self.keys = [row[0] for row in sums]
        _must(all(key != IDENTITY for key in self.keys),
              "a key is the identity")
        self.shares = {
            k: [combine([pow(k, p, L) for p in range(self.threshold)], row)
                for row in sums] for k in range(1, self.members + 1)}

    def confirm_body(self):
        """What all members sign, behind committee and index."""
        hashes = b"".join(self.commits[k]
                          for k in range(1, self.members + 1))
        return sha256(hashes) + encode_all(self.keys)
