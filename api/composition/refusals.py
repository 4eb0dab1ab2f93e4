"""Refusals of the set-up: something outside the program does not fit, and a person can mend it."""


class SetUpError(Exception):
    """The program cannot start as it was asked to.

    Both texts say what does not fit and what to do about it. ``str()`` gives both, Turkish first.
    """

    exit_code = 2
    """Exit code of a command that meets it (design §10: refused or bad input)."""

    def __init__(self, message_tr: str, message_en: str) -> None:
        self.message_tr = message_tr
        self.message_en = message_en
        super().__init__(f"{message_tr}\n{message_en}")
