"""How a part asks what lies above it: those parts declare, under names, what the part below then looks up."""


class Registry(dict):
    """What was declared, by name, in the order of declaration: the lowest part's first.

    `of` says what is declared, for the message of the error.
    """

    def __init__(self, of):
        super().__init__()
        self.of = of

    def add(self, name, declared):
        """Declare something under a name and return it. Raise ValueError where the name is taken."""
        if name in self:
            raise ValueError(f"{self.of}: {name!r} is declared already.")
        self[name] = declared
        return declared
