"""Sections ı and i: enclosures and distribution."""

import re
from collections.abc import Iterator
from typing import Final

from domain.letters.findings import Section, Severity
from domain.letters.formats import ACCEPTED_FORMATS, is_accepted_format
from domain.letters.kinds import Distribution
from domain.letters.rules.rule import Case, Fault, fault, rule

_PAGES: Final = re.compile(r"(\d[\d.]*) sayfa")
_NUMBERED_NAME: Final = re.compile(r"\d{1,3}\s*[-.)]")
_ADALET: Final = {"kind": "institution", "name": "Adalet Bakanlığı", "detsis_no": "24310000"}
_ICISLERI: Final = {"kind": "institution", "name": "İçişleri Bakanlığı", "detsis_no": "24320000"}
_PLACES: Final = {"kind": "distribution_places", "party": None}
_TWO: Final = {"addressee": _PLACES, "references": [], "distribution": [{"party": _ADALET}, {"party": _ICISLERI}]}


@rule(
    "S2-ı-4",
    Section.ENCLOSURE,
    Severity.WARN,
    tr="{number}. ekin sayfa sayısı {found} yazılmış, dosyada {expected} sayfa var: düzeltin.",
    en="Enclosure {number} is said to have {found} pages, its file has {expected}: mend it.",
    bad={"enclosures": [{"name": "Rapor", "extent": "12 sayfa", "page_count": 13}]},
    good={"enclosures": [{"name": "Rapor", "extent": "12 sayfa", "page_count": 12}]},
)
def page_counts_are_those_of_the_files(case: Case) -> Iterator[Fault]:
    for place, item in enumerate(case.letter.enclosures):
        match = _PAGES.search(item.extent or "")
        if match is None or item.page_count is None:
            continue
        if int(match[1].replace(".", "")) != item.page_count:
            yield fault(f"enclosures[{place}].extent", number=place + 1, found=match[1], expected=item.page_count)


@rule(
    "S2-ı-5",
    Section.ENCLOSURE,
    Severity.REJECT,
    tr="{number}. ekin sağ üst köşesine “{expected}” yazın; “{found}” yazılmış.",
    en="Mark enclosure {number} “{expected}” at its top right; it says “{found}”.",
    bad={"enclosures": [{"name": "Rapor", "mark": "EK-1"}, {"name": "Liste", "mark": "EK-3"}]},
    good={"enclosures": [{"name": "Rapor", "mark": "EK-1"}, {"name": "Liste", "mark": "EK-2"}]},
)
def enclosures_carry_their_number(case: Case) -> Iterator[Fault]:
    enclosures = case.letter.enclosures
    if len(enclosures) < 2:
        return
    for number, item in enumerate(enclosures, 1):
        expected = f"EK-{number}"
        if item.mark is not None and item.mark != expected:
            yield fault(f"enclosures[{number - 1}].mark", number=number, expected=expected, found=item.mark[:20])


@rule(
    "S2-ı-6",
    Section.ENCLOSURE,
    Severity.REJECT,
    tr="“{found}” eki kabul edilen biçimlerden değil: {accepted} biçimlerinden birine çevirin.",
    en="Enclosure “{found}” is in no accepted format: turn it into one of {accepted}.",
    bad={"enclosures": [{"name": "Araç", "file_name": "arac.exe", "media_type": "application/x-dosexec"}]},
    good={"enclosures": [{"name": "Rapor", "file_name": "rapor.pdf", "media_type": "application/pdf"}]},
)
def electronic_enclosures_have_accepted_formats(case: Case) -> Iterator[Fault]:
    for place, item in enumerate(case.letter.enclosures):
        if item.media_type is None and item.file_name is None:
            continue
        if not is_accepted_format(item.media_type or "", item.file_name or ""):
            accepted = ", ".join(sorted({ending for endings in ACCEPTED_FORMATS.values() for ending in endings}))
            yield fault(f"enclosures[{place}]", found=(item.file_name or item.name)[:60], accepted=accepted)


@rule(
    "S2-ı-8",
    Section.ENCLOSURE,
    Severity.REJECT,
    tr="“Ek konulmadı” denen ek listede yok: {found}. 1 ile {most} arasında bir ek numarası verin.",
    en="An omitted enclosure is not on the list: {found}. Give a number from 1 to {most}.",
    bad={**_TWO, "distribution": [{"party": _ADALET, "omitted_enclosures": [7]}, {"party": _ICISLERI}]},
    good={
        **_TWO,
        "distribution": [{"party": _ADALET, "omitted_enclosures": [1]}, {"party": _ICISLERI, "all_omitted": True}],
    },
)
def omitted_enclosures_exist(case: Case) -> Iterator[Fault]:
    most = len(case.letter.enclosures)
    for place, entry in enumerate(case.letter.distribution):
        for number in entry.omitted_enclosures:
            if not 1 <= number <= most:
                yield fault(f"distribution[{place}].omitted_enclosures", found=number, most=most)
        if entry.all_omitted and not most:
            yield fault(f"distribution[{place}].all_omitted", found="-", most=most)


@rule(
    "S2-i-1",
    Section.DISTRIBUTION,
    Severity.REJECT,
    tr="Dağıtım bölümü yalnız birden çok muhatap varken olur: tek muhatabı muhatap olarak yazıp dağıtımı kaldırın.",
    en="A distribution is for several recipients: write the single one as addressee and drop the distribution.",
    bad={"distribution": [{"party": _ADALET}]},
    good=_TWO,
)
def distribution_has_several_recipients(case: Case) -> Iterator[Fault]:
    if len(case.letter.distribution) == 1:
        yield fault("distribution")


@rule(
    "S2-i-3",
    Section.DISTRIBUTION,
    Severity.WARN,
    tr="Dağıtımda “Gereği” için kimse yok: gereğini yapacak muhatabı belirtin.",
    en="Nobody in the distribution gets the letter for action: say who must act.",
    bad={
        **_TWO,
        "distribution": [
            {"party": _ADALET, "distribution": "for_information"},
            {"party": _ICISLERI, "distribution": "for_information"},
        ],
    },
    good={**_TWO, "distribution": [{"party": _ADALET}, {"party": _ICISLERI, "distribution": "for_information"}]},
)
def somebody_gets_it_for_action(case: Case) -> Iterator[Fault]:
    entries = case.letter.distribution
    if entries and all(entry.distribution is Distribution.FOR_INFORMATION for entry in entries):
        yield fault("distribution")


@rule(
    "S2-i-5",
    Section.DISTRIBUTION,
    Severity.REJECT,
    tr="Dağıtım yerlerini numaralamayın: “{found}” adının başındaki numarayı silin.",
    en="Do not number the distribution: delete the number before “{found}”.",
    bad={**_TWO, "distribution": [{"party": {**_ADALET, "name": "1- Adalet Bakanlığı"}}, {"party": _ICISLERI}]},
    good=_TWO,
)
def distribution_is_not_numbered(case: Case) -> Iterator[Fault]:
    for place, entry in enumerate(case.letter.distribution):
        if _NUMBERED_NAME.match(entry.party.name or ""):
            yield fault(f"distribution[{place}].party.name", found=(entry.party.name or "")[:60])


RULES: Final = (
    page_counts_are_those_of_the_files,
    enclosures_carry_their_number,
    electronic_enclosures_have_accepted_formats,
    omitted_enclosures_exist,
    distribution_has_several_recipients,
    somebody_gets_it_for_action,
    distribution_is_not_numbered,
)
