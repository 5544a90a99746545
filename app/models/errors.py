"""The one family of errors that may reach a user, always as one sentence. Imports nothing of Engross."""


class Refused(Exception):
    """Something the user asked for cannot be done. The message says what is wrong and what to do, in one sentence."""


class NotFound(Refused):
    """A strategy, version or node that was named does not exist."""


class NotPermitted(Refused):
    """A node may not stand where it was to be put."""
