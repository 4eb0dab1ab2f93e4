"""Refusals about the letter of a draft."""

from domain.events import Refusal


class LetterUnreadableError(Refusal):
    """A letter has the shape of docs/formats/letter-specification.md; places at fault are named, not their content."""

    rule_id = "S2-r-1"
    field = "specification"
    text_tr = "Yazı belirtimi okunamadı; şu yerleri düzeltin: {places}. Ayrıntıyı `kutuk letter check` gösterir."
    text_en = "The letter cannot be read; mend these places: {places}. `kutuk letter check` shows the details."


class LetterRejectedError(Refusal):
    """A document whose letter breaks binding rules does not go out for initials."""

    rule_id = "SM-6"
    field = "specification"
    text_tr = "Yazı şu kuralları çiğniyor: {rules}. Düzeltin, yeniden denetletin, sonra parafa sunun."
    text_en = "The letter breaks these rules: {rules}. Mend it, have it checked again, then send it out."


class LetterOutdatedError(Refusal):
    """Letter and draft are the same document: after a change of the draft the letter is checked again."""

    rule_id = "S2-r-5"
    field = "specification"
    text_tr = "Taslak, yazı denetlendikten sonra değişti: yazıyı güncelleyip yeniden denetletin."
    text_en = (
        "The draft has changed since its letter was checked: bring the letter up to date and have it checked again."
    )
