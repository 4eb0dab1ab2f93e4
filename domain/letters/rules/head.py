"""Sections a to c: writing area, logos, letterhead."""

from collections.abc import Iterator
from typing import Final

from domain.letters.findings import Section, Severity
from domain.letters.kinds import LetterheadPattern, LogoKind
from domain.letters.ports import Relation
from domain.letters.rules.rule import Case, Fault, fault, rule, unknown
from domain.letters.rules.wording import has_initial_capitals, in_capitals
from domain.turkish import ascii_folded, headline, search_key, upper

MARGIN_MM: Final = 15
TOP_WITH_LOGO_MM: Final = 5
MOST_LOGOS: Final = 2
_LOGO: Final = {"file": "logo.png", "detsis_no": "24301050"}
_LOGO_BELOW: Final = {"file": "alt.png", "detsis_no": "24301060"}
_EVENT: Final = {"file": "etkinlik.png", "kind": "event"}


@rule(
    "S2-a-1",
    Section.WRITING_AREA,
    Severity.REJECT,
    tr="Kenar boşluklarını 15 mm yapın; {found} mm yazılmış.",
    en="Make the margins 15 mm; {found} mm is given.",
    bad={"layout": {"margin_side_mm": 25}},
    good={"layout": {"margin_side_mm": 15, "margin_top_mm": 15}},
)
def margins_are_15_mm(case: Case) -> Iterator[Fault]:
    layout = case.letter.layout
    top = None if case.letter.letterhead.logos else layout.margin_top_mm
    for name, found in (("side", layout.margin_side_mm), ("bottom", layout.margin_bottom_mm), ("top", top)):
        if found not in {None, MARGIN_MM}:
            yield fault(f"layout.margin_{name}_mm", found=found)


@rule(
    "S2-a-2",
    Section.WRITING_AREA,
    Severity.REJECT,
    tr="Logo kullanıldığında üst boşluğu 5 mm yapın; {found} mm yazılmış.",
    en="With a logo make the top margin 5 mm; {found} mm is given.",
    bad={"letterhead": {"logos": [_LOGO]}, "layout": {"margin_top_mm": 15}},
    good={"letterhead": {"logos": [_LOGO]}, "layout": {"margin_top_mm": 5}},
)
def top_margin_with_a_logo_is_5_mm(case: Case) -> Iterator[Fault]:
    top = case.letter.layout.margin_top_mm
    if case.letter.letterhead.logos and top not in {None, TOP_WITH_LOGO_MM}:
        yield fault("layout.margin_top_mm", found=top)


@rule(
    "S2-b-2",
    Section.LOGO,
    Severity.REJECT,
    tr="En çok iki logo kullanın; {found} logo var.",
    en="Use at most two logos; there are {found}.",
    bad={"letterhead": {"logos": [_LOGO, _LOGO_BELOW, _EVENT]}},
    good={"letterhead": {"logos": [_LOGO, _LOGO_BELOW]}},
)
def there_are_at_most_two_logos(case: Case) -> Iterator[Fault]:
    found = len(case.letter.letterhead.logos)
    if found > MOST_LOGOS:
        yield fault("letterhead.logos", found=found)


@rule(
    "S2-b-3",
    Section.LOGO,
    Severity.REJECT,
    tr="İki kurum logosundan üst olanı sola, alt olanı sağa koyun: logoların yerlerini değiştirin.",
    en="Of two institution logos put the higher one left, the lower one right: swap them.",
    bad={"letterhead": {"logos": [_LOGO_BELOW, _LOGO]}},
    good={"letterhead": {"logos": [_LOGO, _LOGO_BELOW]}},
    ask={"letterhead": {"logos": [_LOGO, {"file": "x.png", "detsis_no": "24399999"}]}},
    ask_tr="İki logodan hangisinin üst kuruma ait olduğu bilinmiyor: ast-üst ilişkisini veri tablosuna ekleyin.",
    ask_en="It is not known which logo belongs to the higher institution: add their relation to the data.",
)
def higher_institution_has_the_left_logo(case: Case) -> Iterator[Fault]:
    logos = case.letter.letterhead.logos
    if len(logos) != MOST_LOGOS or any(logo.kind is not LogoKind.INSTITUTION for logo in logos):
        return
    left, right = (logo.detsis_no for logo in logos)
    relation = case.data.ranks.relation(left, right, None, case.on) if left and right else None
    if relation is None:
        yield unknown("letterhead.logos")
    elif relation is Relation.SUPERIOR:
        yield fault("letterhead.logos")


@rule(
    "S2-b-4",
    Section.LOGO,
    Severity.REJECT,
    tr="Etkinlik ya da kavram logosunu sağa, kurum logosunu sola koyun.",
    en="Put the logo of the event or concept right and that of the institution left.",
    bad={"letterhead": {"logos": [_EVENT, _LOGO]}},
    good={"letterhead": {"logos": [_LOGO, _EVENT]}},
)
def event_logo_stands_right(case: Case) -> Iterator[Fault]:
    logos = case.letter.letterhead.logos
    if len(logos) > 1 and logos[0].kind is LogoKind.EVENT:
        yield fault("letterhead.logos[0]")


@rule(
    "S2-c-2",
    Section.LETTERHEAD,
    Severity.REJECT,
    tr="Başlığın ilk satırına “T.C.” yazın; “{found}” yazılmış.",
    en="Write “T.C.” on the first line of the letterhead; it says “{found}”.",
    bad={"letterhead": {"lines": ["TC", "ÖRNEK BAKANLIĞI", "Personel Genel Müdürlüğü"]}},
)
def first_line_is_tc(case: Case) -> Iterator[Fault]:
    lines = case.letter.letterhead.lines
    if not lines or lines[0] != "T.C.":
        yield fault("letterhead.lines[0]", found=lines[0] if lines else "")


@rule(
    "S2-c-3",
    Section.LETTERHEAD,
    Severity.REJECT,
    tr="Başlığın ikinci satırına idarenin adını Türkçe büyük harflerle yazın: “{expected}”.",
    en="Write the institution's name on the second line in Turkish capitals: “{expected}”.",
    bad={"letterhead": {"lines": ["T.C.", "Örnek Bakanlığı", "Personel Genel Müdürlüğü"]}},
)
def second_line_is_in_capitals(case: Case) -> Iterator[Fault]:
    lines = case.letter.letterhead.lines
    second = lines[1] if len(lines) > 1 else ""
    registered = upper(case.data.institutions.name(case.letter.letterhead.detsis_no, case.on) or "")
    misspelt = second != registered and ascii_folded(second) == ascii_folded(registered)
    if not in_capitals(second) or misspelt:
        yield fault("letterhead.lines[1]", expected=(registered if misspelt else upper(second)) or "KURUM ADI")


@rule(
    "S2-c-4",
    Section.LETTERHEAD,
    Severity.REJECT,
    tr="Birim adını ayraçsız ve yalnız ilk harfleri büyük yazın: “{expected}”.",
    en="Write the unit's name with initial capitals and without parentheses: “{expected}”.",
    bad={"letterhead": {"lines": ["T.C.", "ÖRNEK BAKANLIĞI", "PERSONEL GENEL MÜDÜRLÜĞÜ"]}},
)
def unit_lines_have_initial_capitals(case: Case) -> Iterator[Fault]:
    for place, line in enumerate(case.letter.letterhead.lines[2:], 2):
        if "(" in line or not has_initial_capitals(line):
            yield fault(f"letterhead.lines[{place}]", expected=headline(line.strip("()")))


@rule(
    "S2-c-5",
    Section.LETTERHEAD,
    Severity.REJECT,
    tr="Bu başlık türünde {least}–{most} satır olur, {found} satır yazılmış: T.C. / {tr_shape}.",
    en="This kind of letterhead has {least} to {most} lines, {found} are given: T.C. / {en_shape}.",
    bad={
        "letterhead": {
            "lines": ["T.C.", "ÖRNEK BAKANLIĞI", "Örnek Kurumu Başkanlığı", "Personel Dairesi Başkanlığı"],
            "pattern": "institution",
        }
    },
    good={
        "letterhead": {
            "detsis_no": "24301060",
            "lines": ["T.C.", "ÖRNEK BAKANLIĞI", "Örnek Kurumu Başkanlığı", "Personel Dairesi Başkanlığı"],
            "pattern": "attached_body",
        },
        "document_no": "E-24301060-903.07.02-4752",
    },
)
def letterhead_has_the_lines_of_its_pattern(case: Case) -> Iterator[Fault]:
    letterhead = case.letter.letterhead
    shapes = {
        LetterheadPattern.INSTITUTION: (2, 3, "KURUM / Birim", "INSTITUTION / Unit"),
        LetterheadPattern.ATTACHED_BODY: (3, 4, "BAKANLIK / Kurum / Birim", "MINISTRY / Institution / Unit"),
    }
    least, most, tr_shape, en_shape = shapes.get(letterhead.pattern, (2, 5, "KURUM / …", "INSTITUTION / …"))
    found = len(letterhead.lines)
    if not least <= found <= most:
        yield fault("letterhead.lines", least=least, most=most, found=found, tr_shape=tr_shape, en_shape=en_shape)


@rule(
    "S2-c-7",
    Section.LETTERHEAD,
    Severity.REJECT,
    tr="Bölge müdürlüğünün hangi bölgeye ait olduğunu başlıkta yazın (örnek: “4. Bölge Müdürlüğü”) ve "
    "`region` ile verin.",
    en="Name the region of the regional directorate in the letterhead (“4. Bölge Müdürlüğü”) and as `region`.",
    bad={
        "letterhead": {
            "lines": ["T.C.", "ÖRNEK GENEL MÜDÜRLÜĞÜ", "Bölge Müdürlüğü"],
            "pattern": "regional",
            "detsis_no": "24301070",
        },
        "document_no": "E-24301070-903.07.02-4752",
    },
    good={
        "letterhead": {
            "lines": ["T.C.", "ÖRNEK GENEL MÜDÜRLÜĞÜ", "Ankara 4. Bölge Müdürlüğü"],
            "pattern": "regional",
            "region": "Ankara 4. Bölge",
            "detsis_no": "24301070",
        },
        "document_no": "E-24301070-903.07.02-4752",
    },
)
def regional_directorate_names_its_region(case: Case) -> Iterator[Fault]:
    letterhead = case.letter.letterhead
    bare = any(search_key(line) == "bölge müdürlüğü" for line in letterhead.lines)
    if letterhead.pattern is not LetterheadPattern.REGIONAL and not bare:
        return
    region = search_key(letterhead.region or "")
    if bare or not region or not any(region in search_key(line) for line in letterhead.lines):
        yield fault("letterhead.lines")


@rule(
    "S2-c-8",
    Section.LETTERHEAD,
    Severity.REJECT,
    tr="Doğrudan merkeze bağlı taşra biriminin başlığına merkez teşkilatının adını da yazın ve "
    "`central_name` ile verin.",
    en="Name the central organisation too in the letterhead of a field unit tied to it, and give it as `central_name`.",
    bad={"letterhead": {"pattern": "field_unit"}},
    good={"letterhead": {"pattern": "field_unit", "central_name": "Örnek Bakanlığı"}},
)
def field_unit_names_the_centre(case: Case) -> Iterator[Fault]:
    letterhead = case.letter.letterhead
    if letterhead.pattern is not LetterheadPattern.FIELD_UNIT:
        return
    centre = search_key(letterhead.central_name or "")
    if not centre or not any(centre in search_key(line) for line in letterhead.lines):
        yield fault("letterhead.lines")


@rule(
    "S2-c-9",
    Section.LETTERHEAD,
    Severity.REJECT,
    tr="Başlık, DETSİS kaydındaki gibi değil: “{expected}” yazın ya da kaydı güncelleyin.",
    en="The letterhead differs from the DETSİS record: write “{expected}” or update the record.",
    bad={"letterhead": {"lines": ["T.C.", "ÖRNEK BAKANLIĞI", "Personel İşleri Genel Müdürlüğü"]}},
    ask={"letterhead": {"detsis_no": "24399999"}, "document_no": "E-24399999-903.07.02-4752"},
    ask_tr="{detsis_no} numarasının DETSİS başlık kaydı yok: kaydı veri tablosuna ekleyin.",
    ask_en="There is no DETSİS heading record of {detsis_no}: add it to the data.",
    open_to_institution=True,
)
def letterhead_equals_its_record(case: Case) -> Iterator[Fault]:
    letterhead = case.letter.letterhead
    records = case.data.institutions.headings(letterhead.detsis_no, case.on)
    if not records:
        yield unknown("letterhead.detsis_no", detsis_no=letterhead.detsis_no)
    elif letterhead.lines not in records:
        yield fault("letterhead.lines", expected=" / ".join(records[0]))


RULES: Final = (
    margins_are_15_mm,
    top_margin_with_a_logo_is_5_mm,
    there_are_at_most_two_logos,
    higher_institution_has_the_left_logo,
    event_logo_stands_right,
    first_line_is_tc,
    second_line_is_in_capitals,
    unit_lines_have_initial_capitals,
    letterhead_has_the_lines_of_its_pattern,
    regional_directorate_names_its_region,
    field_unit_names_the_centre,
    letterhead_equals_its_record,
)
