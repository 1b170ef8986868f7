"""The base class of refusals."""


class Refused(Exception):
    """Something cannot be done; the text says why, for the person. Each matter has its own subclass."""
