"""What a page answers instead of what was asked."""


class NotFoundError(Exception):
    """What the address names does not exist, or may not be told to exist."""
