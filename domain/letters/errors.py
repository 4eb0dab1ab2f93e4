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
