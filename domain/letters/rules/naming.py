"""Section e: the subject."""

from collections.abc import Iterator
from typing import Final

from domain.letters.findings import Section, Severity
from domain.letters.rules.rule import Case, Fault, fault, rule, warning
from domain.letters.rules.wording import small_initials
from domain.turkish import SMALL_WORDS, headline, upper

LONGEST_WORD: Final = 60
"""Letters of a word that surely do not fit between the label and the middle of the page."""
_CLOSING: Final = ".,;:!?…"


@rule(
    "S2-e-2",
    Section.SUBJECT,
    Severity.REJECT,
    tr="Konudaki “{found}…” sözcüğü sayfanın ortasını geçmeden yazılamaz: bölün ya da kısaltın.",
    en="The word “{found}…” of the subject cannot be kept left of the middle of the page: split or shorten it.",
    bad={"subject": "A" + "b" * 70},
)
def subject_can_be_kept_left_of_the_middle(case: Case) -> Iterator[Fault]:
    for word in case.letter.subject.replace("-", " ").split():
        if len(word) > LONGEST_WORD:
            yield fault("subject", found=word[:20])


@rule(
    "S2-e-3",
    Section.SUBJECT,
    Severity.REJECT,
    tr="Konuyu her sözcüğü büyük harfle başlatarak ve sonuna işaret koymadan yazın: “{expected}”.",
    en="Write the subject with a capital on each word and no mark at the end: “{expected}”.",
    bad={"subject": "Personel görevlendirmesi."},
    good={"subject": "KEP Adresi Bildirimi"},
)
def subject_has_initial_capitals_and_no_closing_mark(case: Case) -> Iterator[Fault]:
    subject = case.letter.subject
    if not case.turkish:
        return
    small = small_initials(subject)
    if not subject.strip() or subject[-1:] in _CLOSING or any(word not in SMALL_WORDS for word in small):
        yield fault("subject", expected=headline(subject.rstrip(_CLOSING))[:200] or "Personel Görevlendirmesi")
    elif small:
        expected = " ".join(upper(word[:1]) + word[1:] for word in subject.split(" "))
        yield warning("subject", expected=expected[:200])


@rule(
    "S2-e-5",
    Section.SUBJECT,
    Severity.REJECT,
    tr="Üstverideki konu (“{found}”) belgedekiyle aynı değil: ikisini eşitleyin.",
    en="The subject in the metadata (“{found}”) differs from that of the letter: make them equal.",
    bad={"metadata": {"subject": "Personel Görevi"}},
)
def subject_of_the_metadata_is_that_of_the_letter(case: Case) -> Iterator[Fault]:
    metadata = case.letter.metadata
    if metadata is not None and metadata.subject is not None and metadata.subject != case.letter.subject:
        yield fault("metadata.subject", found=metadata.subject[:100])


RULES: Final = (
    subject_can_be_kept_left_of_the_middle,
    subject_has_initial_capitals_and_no_closing_mark,
    subject_of_the_metadata_is_that_of_the_letter,
)
