"""What a page must say, part by part in the order it is drawn; without white space, which belongs to the page."""

from dataclasses import dataclass
from typing import Any, Final

from archive.rendering.page_text import compact
from domain.letters import DISTRIBUTION_LIST, ENCLOSURE_LIST

ENCLOSURES_APART: Final = "Ek:EkListesi"
DISTRIBUTION_APART: Final = "Dağıtım:DağıtımListesi"
_LIST_PAGES: Final = (compact(ENCLOSURE_LIST), compact(DISTRIBUTION_LIST))


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page; an empty text says that the part must be absent."""

    field: str
    """Name of the metadata it stands for, from the dictionary."""
    words: str
    """As people read it."""
    broken: bool = False
    """Holds table rows too high to stay whole: where one breaks between pages, cells are read piece by piece."""

    @property
    def text(self) -> str:
        """Without white space."""
        return compact(self.words)


def flow_parts(data: dict[str, Any], flow: str) -> list[Part]:
    """Everything between the heads and feet of the pages, first to last; `flow` tells where the lists stand."""
    apart = len(data["enclosures"]) > 1 and ENCLOSURES_APART in flow
    listed = bool(data["for_action"] or data["for_information"]) and DISTRIBUTION_APART in flow
    words = data["words"]
    enclosures = " ".join(f"{item['mark'] or ''} {item['text']}" for item in data["enclosures"])
    names = _distribution(data)
    return [
        *_heading(data),
        *(_block(item) for item in data["body"]),
        Part("date", data["date_at_end"] or ""),
        Part("signers", " ".join(" ".join(lines) for lines in data["signers"])),
        Part("approval", _approval(data)),
        Part("enclosures", _labelled("Ek:", words["enclosure_list"] if apart else enclosures)),
        Part("distribution", _labelled("Dağıtım:", words["distribution_list"] if listed else names)),
        Part("initials", " ".join(data["initials"])),
        *([Part("enclosures", f"{ENCLOSURE_LIST} {enclosures}")] if apart else ()),
        *([Part("distribution", f"{DISTRIBUTION_LIST} {names}")] if listed else ()),
    ]


def foot_parts(data: dict[str, Any]) -> list[Part]:
    """Verification and contact data, as they stand at the foot of a page."""
    verification = data["verification"]
    return [
        Part("verification", " ".join(verification["text"]) if verification else ""),
        Part("contact", " ".join([*data["contact"], *data["contact_person"]])),
    ]


def page_foot_parts(data: dict[str, Any], page: int, pages: int, letter_pages: int) -> list[Part]:
    """The foot of one page, from top to bottom; `letter_pages` are those before the lists."""
    numbered = pages > 1 if data["page_numbers"] is None else data["page_numbers"]
    return [
        *(foot_parts(data) if data["contact_pages"] == "all" or page == letter_pages else ()),
        Part("page_number", f"{page}/{pages}" if numbered else ""),
        Part("classification", data["grade"] or ""),
    ]


def is_list_page(text: str) -> bool:
    """Whether a page without its grade begins a list of its own."""
    return text.startswith(_LIST_PAGES)


def without_address_label(data: dict[str, Any]) -> dict[str, Any]:
    """The same page with the bare address: what is drawn when there is no room for its label."""
    verification = data["verification"]
    statement, code, _, address = verification["text"]
    return {**data, "verification": {**verification, "text": [statement, code, address]}}


def _heading(data: dict[str, Any]) -> list[Part]:
    references = " ".join(f"{item['mark'] or ''} {item['text']}" for item in data["references"])
    return [
        Part("urgency", " ".join(data["marks"])),
        Part("letterhead", " ".join(data["letterhead"])),
        Part("document_no", f"Sayı: {data['number'] or ''}" if data["numbered"] else ""),
        Part("date", (data["date"] or "") if data["numbered"] else ""),
        Part("subject", f"Konu: {data['subject']}"),
        Part("addressee", " ".join(data["addressee"])),
        Part("references", _labelled("İlgi:", references)),
    ]


def _block(item: dict[str, Any]) -> Part:
    if item["kind"] == "paragraph":
        return Part("body", f"{item['mark'] or ''} {item['text']}")
    words = " ".join(" ".join(row) for row in [item["header"], *item["rows"]])
    return Part("body", words, broken=not all(item["whole"]))


def _approval(data: dict[str, Any]) -> str:
    if data["approver"] is None:
        return ""
    concurrences = (
        " ".join([data["words"]["concurrence"], one["date"] or "", *one["lines"]]) for one in data["concurrences"]
    )
    return " ".join([*concurrences, data["words"]["approved"], data["approved_on"] or "", *data["approver"]])


def _distribution(data: dict[str, Any]) -> str:
    """Row by row, as the two columns are drawn."""
    action, information = data["for_action"], data["for_information"]
    if not information:
        return " ".join(action)
    rows = range(max(len(action), len(information)))
    cells = (column[row] for row in rows for column in (action, information) if row < len(column))
    return " ".join(["Gereği: Bilgi:", *cells])


def _labelled(label: str, words: str) -> str:
    return f"{label} {words}" if words else ""
