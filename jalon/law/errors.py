"""What the law modules raise. Each message says what is wrong, where, and how to mend it."""


class LawError(Exception):
    """The mother of every error of `jalon.law`."""


class ParameterError(LawError):
    """A parameter file is wrong: the message names the file, the entry and the way to mend it."""


class NotCovered(LawError):
    """The law is asked for a day it does not know. It never guesses: the sentence says what it covers."""


class MissingFact(LawError):
    """A rule needs a fact that was not given. The sentence names the fact."""


class UnknownReading(LawError):
    """A reading of the law was asked for that no source supports. The sentence lists those that exist."""


class WrongFact(LawError):
    """Facts that contradict each other, such as a notification before its decision. The sentence names them."""


class SchemeError(LawError):
    """A reform scheme is not well written: the message names the line, the key and the way to mend it."""
