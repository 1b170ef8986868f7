"""What a person asked for and cannot have."""


class Refused(Exception):
    """Why it cannot be done, in words for the person. Each matter has its own subclass of this name."""
