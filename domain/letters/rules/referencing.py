"""Section g: references (ilgi)."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from domain.letters.findings import Section, Severity
from domain.letters.kinds import ReferenceKind
from domain.letters.printing import reference_text
from domain.letters.rules.rule import Case, Fault, fault, rule, unknown, warning
from domain.parties import Party
from domain.turkish import ALPHABET, search_key

_TYPED_APPLICATION: Final = re.compile(r".+’n?[ıiuü]n \d\d\.\d\d\.\d{4} tarihli .+\.")
_TYPED_DOCUMENT: Final = re.compile(r".*\S tarihli ve \S.* sayılı \S.*\.")
_EARLY: Final = {"sender": "İçişleri Bakanlığı", "date": "2024-02-01", "document_no": "E-24320000-903.07.02-1"}
_LATE: Final = {"sender": "Sağlık Bakanlığı", "date": "2024-03-05", "document_no": "E-24330000-903.07.02-2"}
_APPLICATION: Final = {
    "kind": "application",
    "applicant_given_names": "Ayşe",
    "applicant_surname": "Işık",
    "date": "2024-02-05",
}


@rule(
    "S2-g-5",
    Section.REFERENCE,
    Severity.REJECT,
    tr="İlgileri tarih sırasına koyun, önce eski tarihli olan: {mark} ilgi bir öncekinden eski.",
    en="Order the references by date, oldest first: reference {mark} is older than the one before.",
    bad={"references": [_LATE, _EARLY]},
    good={"references": [_EARLY, _LATE]},
)
def references_stand_in_order_of_date(case: Case) -> Iterator[Fault]:
    references = case.letter.references
    dated = [(place, item.date) for place, item in enumerate(references) if item.date is not None]
    for (_, before), (place, after) in pairwise(dated):
        if after < before:
            yield fault(f"references[{place}]", mark=f"{place + 1}.")


@rule(
    "S2-g-6",
    Section.REFERENCE,
    Severity.WARN,
    tr="{found} ilgi var; 29 harften sonrası için kural yok: ilgileri azaltın.",
    en="There are {found} references; no rule says how to mark more than 29: use fewer.",
    bad={"references": [_EARLY] * 30},
    good={"references": [_EARLY] * 29},
    open_to_institution=True,
)
def references_have_a_letter_each(case: Case) -> Iterator[Fault]:
    found = len(case.letter.references)
    if found > len(ALPHABET):
        yield fault("references", found=found)


@rule(
    "S2-g-7",
    Section.REFERENCE,
    Severity.REJECT,
    tr="İlgide {missing_tr} yok: ekleyin.",
    en="The reference lacks {missing_en}: add it.",
    bad={"references": [{"sender": "İçişleri Bakanlığı", "date": "2024-02-01"}]},
    good={"references": [_EARLY]},
)
def references_give_date_and_number(case: Case) -> Iterator[Fault]:
    for place, item in enumerate(case.letter.references):
        if item.kind is not ReferenceKind.DOCUMENT or item.text is not None:
            continue
        if item.date is None:
            yield fault(f"references[{place}].date", missing_tr="belgenin tarihi", missing_en="the document's date")
        if not item.document_no:
            yield fault(f"references[{place}].document_no", missing_tr="belgenin sayısı", missing_en="its number")


@rule(
    "S2-g-8",
    Section.REFERENCE,
    Severity.REJECT,
    tr="{problem_tr}",
    en="{problem_en}",
    bad={"references": [{**_EARLY, "sender": "Adalet Bakanlığı"}]},
    good={"references": [{"date": "2024-02-01", "document_no": "E-24310000-903.07.02-1", "with_addressee": True}]},
    ask={"references": [{"date": "2024-02-01", "document_no": "E-24310000-903.07.02-1"}]},
    ask_tr="İlgi belgenin bu muhatapla aranızda olup olmadığı bilinmiyor: `with_addressee` ya da `sender` verin.",
    ask_en="It is not known whether the referenced document ran between you two: give `with_addressee` or `sender`.",
)
def sender_is_named_only_for_third_parties(case: Case) -> Iterator[Fault]:
    correspondents = _correspondents(case)
    for place, item in enumerate(case.letter.references):
        if item.kind is not ReferenceKind.DOCUMENT or item.text is not None:
            continue
        between = item.with_addressee
        if between is None and item.sender is not None and search_key(item.sender) in correspondents:
            between = True
        if item.sender is None and item.with_addressee is None:
            yield unknown(f"references[{place}]")
        elif item.sender is not None and between:
            yield fault(
                f"references[{place}].sender",
                problem_tr="İlgi belge bu muhatapla aranızda: gönderen adını yazmayın.",
                problem_en="The referenced document ran between you two: leave the sender out.",
            )
        elif item.sender is None and between is False:
            yield fault(
                f"references[{place}].sender",
                problem_tr="İlgi belge üçüncü bir kurumdan: gönderen idarenin adını yazın.",
                problem_en="The referenced document is a third party's: name its sender.",
            )


@rule(
    "S2-g-9",
    Section.REFERENCE,
    Severity.REJECT,
    tr="İlgiyi “… tarihli ve … sayılı ….” biçiminde, sonunda nokta ile yazın; “{found}” yazılmış.",
    en="Write the reference as “… tarihli ve … sayılı ….” with a full stop; it says “{found}”.",
    bad={"references": [{"text": "01.02.2024 tarih ve E-24320000-903.07.02-1 sayılı yazı"}]},
    good={"references": [{"text": "01.02.2024 tarihli ve E-24320000-903.07.02-1 sayılı yazınız."}]},
)
def reference_to_a_document_has_its_form(case: Case) -> Iterator[Fault]:
    for place, item in enumerate(case.letter.references):
        typed = item.kind is ReferenceKind.DOCUMENT and item.text is not None
        if typed and not _TYPED_DOCUMENT.fullmatch(item.text or ""):
            yield fault(f"references[{place}].text", found=(item.text or "")[:100])


@rule(
    "S2-g-10",
    Section.REFERENCE,
    Severity.REJECT,
    tr="Kişi başvurusunu “Ad SOYAD’ın … tarihli başvurusu.” biçiminde, kesme işareti ’ (U+2019) ile yazın: {expected}",
    en="Write a person's application as “Ad SOYAD’ın … tarihli başvurusu.” with the apostrophe ’ (U+2019): {expected}",
    bad={"references": [{"kind": "application", "text": "Ayşe IŞIK'ın 05.02.2024 tarihli başvurusu."}]},
    good={"references": [_APPLICATION]},
)
def reference_to_an_application_has_its_form(case: Case) -> Iterator[Fault]:
    for place, item in enumerate(case.letter.references):
        if item.kind is not ReferenceKind.APPLICATION:
            continue
        named = bool(item.applicant_given_names and item.applicant_surname and item.date)
        expected = reference_text(item) if named and item.text is None else "Ayşe IŞIK’ın 05.02.2024 tarihli başvurusu."
        if item.text is None and not named:
            yield fault(f"references[{place}]", expected=expected)
        elif item.text is not None and not _TYPED_APPLICATION.fullmatch(item.text):
            yield fault(f"references[{place}].text", expected=expected)


@rule(
    "Y-15-2",
    Section.REFERENCE,
    Severity.REJECT,
    tr="Kimin, ne zaman yazdığı bilinmeyen başvuruyu “İsimsiz ve tarihsiz başvuru.” ya da “İsimsiz ve "
    "tarihsiz dilekçe.” "
    "diye yazın.",
    en="Write an application of unknown author and date as “İsimsiz ve tarihsiz başvuru.” or “… dilekçe.”",
    bad={"references": [{"kind": "anonymous_application", "text": "İmzasız dilekçe."}]},
    good={"references": [{"kind": "anonymous_application", "noun": "dilekçe"}]},
)
def anonymous_application_has_its_form(case: Case) -> Iterator[Fault]:
    accepted = {"İsimsiz ve tarihsiz başvuru.", "İsimsiz ve tarihsiz dilekçe."}
    for place, item in enumerate(case.letter.references):
        if item.kind is ReferenceKind.ANONYMOUS_APPLICATION and reference_text(item) not in accepted:
            yield fault(f"references[{place}]")


@rule(
    "S1-GİZ-14",
    Section.REFERENCE,
    Severity.WARN,
    tr="“{found}” gizlilik dereceli bir ilgiye benziyor, yazı derecesiz: dereceyi düşünün.",
    en="“{found}” looks like a graded reference, the letter has no grade: consider one.",
    bad={"references": [{"text": "01.02.2024 tarihli ve E-24320000-903.07.02-1 sayılı Hizmete Özel yazınız."}]},
    open_to_institution=True,
)
def answer_to_a_graded_letter_has_a_grade(case: Case) -> Iterator[Fault]:
    if case.letter.classification.value != "YOK":
        return
    for place, item in enumerate(case.letter.references):
        text = search_key(item.text or item.noun or "")
        if "hizmete özel" in text or "gizli" in text.split():
            yield warning(f"references[{place}]", found=(item.text or item.noun or "")[:80])


def _correspondents(case: Case) -> frozenset[str]:
    """Search keys of the names of sender and addressee."""
    addressee = case.letter.addressee
    party: Party | None = addressee.party if addressee is not None else None
    names = [*case.letter.letterhead.lines[1:2], party.name if party is not None else None]
    return frozenset(search_key(name) for name in names if name)


RULES: Final = (
    references_stand_in_order_of_date,
    references_have_a_letter_each,
    references_give_date_and_number,
    sender_is_named_only_for_third_parties,
    reference_to_a_document_has_its_form,
    reference_to_an_application_has_its_form,
    anonymous_application_has_its_form,
    answer_to_a_graded_letter_has_a_grade,
)
