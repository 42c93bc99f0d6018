"""Options, ciphertexts and weights (section 8)."""


class Layout:
    """From the number of options of each contest, and pack."""

    def __init__(self, contests, pack):
        self.contests = list(contests)
        self.ciphertext_of = []  # i(j), by option.
        self.weight_of = []  # u_j
        self.ciphertexts = 0
        for options in self.contests:
            for k in range(options):
                self.ciphertext_of.append(self.ciphertexts + k // pack)
                self.weight_of.append(2 ** (32 * (k % pack)))
            self.ciphertexts += -(-options // pack)
        self.options = len(self.weight_of)
        self.ballot_size = 32 * (14 + self.ciphertexts + self.options -
                                 len(self.contests))

    def rows(self, values):
        """One list a contest, from one value an option."""
        at = 0
        for options in self.contests:
            yield values[at:at + options]
            at += options
