"""What cannot be shared, as a sentence in the reader's language."""

from typing import Any

from jalon.law.errors import LawError


class CannotShare(LawError):
    """No sharing answers these terms. `say(language)`: why, and what would change it."""

    def __init__(self, code: str, **params: Any):
        self.code, self.params = code, params
        super().__init__(self.say("en"))

    def say(self, language: str = "fr") -> str:
        """The sentence in `language` (en, fr or nl)."""
        from jalon.law.subsidies.texts import say_code  # it reads the series, which stand above errors

        return say_code(self.code, language, self.params)
