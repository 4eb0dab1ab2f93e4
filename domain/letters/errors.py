"""Refusals about letter specifications and rule settings."""

from dataclasses import dataclass

from domain.events import Refusal


@dataclass(frozen=True, slots=True)
class SpecificationProblem:
    """One thing wrong with a letter specification."""

    place: str
    """Where: ``signers[0].surname``; empty for the whole."""
    text_tr: str
    text_en: str

    def as_json(self) -> dict[str, str]:
        """For answers in JSON."""
        return {"place": self.place, "text_tr": self.text_tr, "text_en": self.text_en}


class LetterSpecificationError(Refusal):
    """A letter specification has the shape of docs/formats/letter-specification.md; all problems are told at once."""

    rule_id = "S2-r-1"
    field = "letter"
    text_tr = "Yazı belirtimi okunamadı; düzeltin:\n{listed_tr}"
    text_en = "The letter specification cannot be read; mend it:\n{listed_en}"

    def __init__(self, problems: tuple[SpecificationProblem, ...]) -> None:
        self.problems = problems
        super().__init__(
            listed_tr="\n".join(f"  {problem.place or '-'}: {problem.text_tr}" for problem in problems),
            listed_en="\n".join(f"  {problem.place or '-'}: {problem.text_en}" for problem in problems),
        )


class LetterDataError(Refusal):
    """Tables that rules look things up in have the columns and values of docs/formats/letter-data.md."""

    rule_id = "S2-c-9"
    field = "data"
    text_tr = "{table}, {line}. satır: {problem_tr}; tabloyu düzeltin."
    text_en = "{table}, line {line}: {problem_en}; mend the table."


class RuleSettingsError(Refusal):
    """An institution may add to the national rules and raise them, never lower those that bind it (Y-36-1)."""

    rule_id = "Y-36-1"
    field = "settings"
    text_tr = "Kural ayarı kabul edilmedi: {problem_tr}."
    text_en = "The rule settings are not accepted: {problem_en}."
