"""Leaves that are legal and change nothing (section 10)."""


class WithoutEffect(Exception):
    """Raised with the reason; the leaf is remarked and passed by."""
