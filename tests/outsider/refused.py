"""How this verifier says no."""


class Refused(Exception):
    """The record fails at `item` of section 15."""

    def __init__(self, item, text):
        super().__init__(text)
        self.item = item


def require(condition, item, text):
    if not condition:
        raise Refused(item, text)
