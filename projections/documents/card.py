"""How each event changes a document's card: one ``match`` over the kinds, one line per field."""

from datetime import datetime
from typing import Any, Final

from domain.documents.values import Channel, DocumentState
from domain.events import micros, moment
from domain.turkish import second_business_day_end
from projections.folding import Entry, Row, instant

_STATE_AFTER: Final[dict[str, str]] = {
    "document.drafted": DocumentState.DRAFT.value,
    "document.numbered": DocumentState.NUMBERED.value,
    "document.routed_for_initials": DocumentState.INITIALLING.value,
    "document.returned_for_correction": DocumentState.DRAFT.value,
    "document.routed_for_signature": DocumentState.AWAITING_SIGNATURE.value,
    "document.signature_completed": DocumentState.SIGNED.value,
    "document.signature_refused": DocumentState.DRAFT.value,
    "document.cancelled": DocumentState.CANCELLED.value,
    "document.sealed": DocumentState.SEALED.value,
    "document.filed": DocumentState.FILED.value,
    "document.received": DocumentState.RECEIVED.value,
    "document.validated": DocumentState.VALIDATED.value,
    "document.invalidated": DocumentState.INVALID.value,
    "document.decrypted": DocumentState.DECRYPTED.value,
    "document.rejected": DocumentState.REJECTED.value,
    "document.registered": DocumentState.REGISTERED.value,
    "document.assigned": DocumentState.ASSIGNED.value,
    "document.reassigned": DocumentState.ASSIGNED.value,
    "document.returned_to_registry": DocumentState.REGISTERED.value,
    "document.answered": DocumentState.ANSWERED.value,
    "document.closed_without_answer": DocumentState.CLOSED.value,
}
_EDITABLE: Final = frozenset({"subject", "document_type", "language"})
_EMPTY: Final[dict[str, Any]] = {
    "state": "",
    "urgency": "NRM",
    "counterparties": 0,
    "signature_count": 0,
    "cancelled": False,
    "subject_key": "",
    "counterparty_key": "",
    "search_key": "",
}
_LISTS: Final = ("enclosures", "document_references", "recipients", "initials", "signers", "findings")


class CardChange:
    """A card under change by one entry; keeps what was before (asks U6)."""

    def __init__(self, card: Row) -> None:
        self.card = card
        self.changes: list[dict[str, Any]] = []
        """``{"field", "old", "new"}`` in the order of change; times as ISO text."""

    def set(self, field: str, value: Any) -> None:
        """Give the field a value and note the change, if it is one."""
        old = self.card[field]
        if old != value:
            self.card[field] = value
            if field.endswith("_at"):
                old, value = _text(old), _text(value)
            self.changes.append({"field": field, "old": old, "new": value})

    def note(self, field: str, old: Any, new: Any) -> None:
        """Note a change in a list: what went, what came."""
        self.changes.append({"field": field, "old": old, "new": new})


def begin(card: Row, entry: Entry) -> None:
    """Fill a new card with what every card has from its first event."""
    card.update(_EMPTY)
    for name in _LISTS:
        card[name] = []
    card["signatures"] = {}
    card["first_position"] = entry.position
    card["opened_at"] = entry.occurred_at
    card["drafter_id"] = entry.actor["id"]
    card["drafter_name"] = entry.actor["name"]
    card["direction"] = "incoming"


def change(entry: Entry, change: CardChange) -> None:
    """Apply one document event to the card."""
    set_, card, payload = change.set, change.card, entry.payload
    state = _STATE_AFTER.get(entry.kind)
    if state == DocumentState.DRAFT.value and card["document_no"]:
        state = DocumentState.NUMBERED.value  # Given back to its drafter, it keeps its number.
    if state is not None:
        set_("state", state)
    if "content_digest" in payload:
        card["content_digest"] = payload["content_digest"]
    match entry.kind:
        case "document.drafted":
            _take(
                change, payload, "direction", "medium", "medium_ground", "unit", "subject", "document_type", "language"
            )
            set_("classification", "YOK")
            card["body"] = payload["body"]
        case "document.edited":
            _edited(change, payload)
        case "document.grade_proposed":
            _take(change, payload, "classification")
            set_("classification_ends", payload["ends_on"])
        case "document.urgency_set":
            _take(change, payload, "urgency", "due_duration")
        case "document.numbered":
            _take(change, payload, "document_no", "file_code", "registration_no", "register_id", "verification_code")
        case "document.letter_checked":
            _lettered(change, payload)
        case "document.filed":
            _take(change, payload, "file_code", "file_id", "retention_years", "disposition_code")
            set_("filed_at", entry.occurred_at)
        case "document.cancelled":
            set_("cancelled", True)
        case kind if kind in _INCOMING:
            _incoming(entry, change)
        case kind if kind.endswith(("_added", "_removed")):
            _parts(entry, change)
        case _:
            _signing(entry, change)
    _hold(change)


_INCOMING: Final = frozenset(
    {
        "document.received",
        "document.validated",
        "document.invalidated",
        "document.decrypted",
        "document.duplicate_received",
        "document.rejected",
        "document.registered",
        "document.assigned",
        "document.reassigned",
        "document.returned_to_registry",
        "document.answered",
        "document.closed_without_answer",
    }
)


def _lettered(change: CardChange, payload: dict[str, Any]) -> None:
    """The last check of the letter; the specification itself stands in the history."""
    before = (change.card["letter"] or {}).get("digest")
    kept = ("judged_on", "content_digest", "findings")
    change.card["letter"] = {"digest": payload["letter_digest"]} | {name: payload[name] for name in kept}
    change.note("letter", before, payload["letter_digest"])


def _parts(entry: Entry, change: CardChange) -> None:
    payload = entry.payload
    match entry.kind:
        case "document.enclosure_added":
            _added(change, "enclosures", payload["enclosure"], payload["enclosure"]["name"])
        case "document.enclosure_removed":
            _removed(change, "enclosures", payload["enclosure_id"], payload["name"])
        case "document.reference_added":
            reference = payload["reference"]
            _added(change, "document_references", reference, reference.get("document_no") or reference["id"])
        case "document.reference_removed":
            _removed(change, "document_references", payload["reference_id"], None)
        case "document.recipient_added":
            _added(change, "recipients", payload["recipient"], party_name(payload["recipient"]["party"]))
            _counterparty(change)
        case "document.recipient_removed":
            _removed(change, "recipients", payload["recipient_id"], None)
            _counterparty(change)
        case _:
            pass


def _last_moment_to_reject(received: dict[str, Any]) -> int | None:
    """End of the second business day (Y-30-3): the registry must see it before it is over. Paper is not rejected."""
    if received["channel"] == Channel.PAPER.value:
        return None
    return micros(second_business_day_end(datetime.fromisoformat(received["received_at"])))


def _incoming(entry: Entry, change: CardChange) -> None:
    set_, card, payload = change.set, change.card, entry.payload
    match entry.kind:
        case "document.received":
            set_("direction", "incoming")
            _take(change, payload, "channel", "package_id")
            set_("received_at", instant(payload["received_at"]))
            card["acceptance_deadline"] = _last_moment_to_reject(payload)
            card["package"] = payload["package"]
            set_("counterparty", party_name(payload["sender"]))
        case "document.validated" | "document.invalidated":
            _take(change, payload, "verdict")
            card["findings"] = payload["findings"]
        case "document.decrypted":
            change.note("package", card["package"]["digest"], payload["package"]["digest"])
        case "document.duplicate_received":
            change.note("duplicates", None, payload["package"]["digest"])
        case "document.rejected":
            card["rejection"] = payload
            change.note("rejection", None, payload["reason_text"])
            if payload["subject"] is not None:
                set_("subject", payload["subject"])
            card["acceptance_deadline"] = instant(payload["deadline"])
        case "document.registered":
            _take(change, payload, "registration_no", "register_id", "unit")
            set_("due_at", instant(payload["due_at"]))
            card["acceptance_deadline"] = instant(payload["acceptance_deadline"])
            card["registered_at"] = entry.occurred_at
            _metadata(change, payload["metadata"])
        case "document.assigned" | "document.reassigned":
            set_("holder_unit", payload["unit"])
            set_("holder_id", payload["person_id"])
            set_("holder_name", payload["person_name"])
            if payload["due_at"] is not None:
                set_("due_at", instant(payload["due_at"]))
        case "document.answered":
            set_("answered_by", payload["reply_document_id"])
            set_("answered_by_no", payload["reply_document_no"])
        case _:
            pass


def _metadata(change: CardChange, metadata: dict[str, Any]) -> None:
    """What the package of an incoming document says of it."""
    _take(change, metadata, "subject", "classification", "urgency", "due_duration", "document_date", "language")
    change.set("sender_no", metadata["document_no"])
    if metadata["sender"] is not None:
        change.set("counterparty", party_name(metadata["sender"]))
    card = change.card
    card["dated_at"] = instant(metadata["dated_at"])
    card["enclosures"] = list(metadata["enclosures"])
    card["document_references"] = list(metadata["references"])
    card["recipients"] = list(metadata["recipients"])
    card["counterparties"] = 1 if card["counterparty"] else 0


def _signing(entry: Entry, change: CardChange) -> None:
    card, payload = change.card, entry.payload
    match entry.kind:
        case "document.routed_for_initials":
            card["initials"] = [step | {"done_at": None, "method": None} for step in payload["steps"]]
            card["signers"] = [step | {"done_at": None, "signature_id": None} for step in payload["signers"]]
        case "document.initialled":
            _done(card["initials"], payload["order"], {"done_at": entry.occurred_at, "method": payload["method"]})
            _signature(card, payload["signature"], "initials", payload["name"])
            change.note("initials", None, payload["name"])
        case "document.signed":
            signature_id = payload["signature"]["signature_id"]
            _done(card["signers"], payload["order"], {"done_at": entry.occurred_at, "signature_id": signature_id})
            _signature(card, payload["signature"], "signature", payload["name"])
            change.note("signatures", None, payload["name"])
        case "document.signature_completed":
            change.set("dated_at", instant(payload["dated_at"]))
            change.set("document_date", payload["document_date"])
        case "document.sealed":
            _signature(card, payload["seal"], "seal", None)
        case "document.returned_for_correction" | "document.signature_refused":
            _void(card, payload)
        case _:
            pass
    grade_signatures(card)


def _void(card: Row, payload: dict[str, Any]) -> None:
    """Initials and partial signatures no longer count, but stay in sight (SM-8, SM-14)."""
    for step in card["initials"] + card["signers"]:
        step["done_at"] = None
    for signature_id in payload["voided_signatures"]:
        if signature_id in card["signatures"]:
            card["signatures"][signature_id]["void"] = True


def _signature(card: Row, facts: dict[str, Any] | None, purpose: str, signer: str | None) -> None:
    if facts is None:
        return
    found = card["signatures"].setdefault(facts["signature_id"], blank_signature())
    found["purpose"] = purpose
    found["signer"] = found["signer"] or signer
    found["level"] = found["level"] or facts["level"]
    found["digest"] = found["digest"] or facts["file"]["digest"]
    found["stamped_at"] = instant(facts["stamped_at"])


def blank_signature() -> Row:
    """A signature of which nothing is known yet."""
    return dict.fromkeys(("purpose", "signer", "level", "digest", "stamped_at", "indication", "intact")) | {
        "void": False,
        "test": False,
    }


_RANK: Final = {
    "CMS": 0, "BES": 1, "EPES": 1, "B-B": 1, "T": 2, "B-T": 2, "C": 3, "X": 4, "XL": 5, "B-LT": 5, "A": 6, "B-LTA": 6,
}  # fmt: skip


def grade_signatures(card: Row) -> None:
    """Count the signatures that stand and name the weakest level among them; initials and seals are not counted."""
    standing = [item for item in card["signatures"].values() if item["purpose"] == "signature" and not item["void"]]
    card["signature_count"] = len(standing)
    levels = [item["level"] for item in standing if item["level"]]
    card["signature_level"] = min(levels, key=lambda level: _RANK.get(level, -1), default=None)


def _hold(change: CardChange) -> None:
    """Who must act next: the drafter, the next in the chain, the one it is assigned to, or nobody."""
    card = change.card
    match card["state"]:
        case "draft" | "numbered":
            _holder(change, card["drafter_id"], card["drafter_name"], card["unit"])
        case "initialling":
            _next(change, card["initials"])
        case "awaiting_signature":
            _next(change, card["signers"])
        case "assigned":
            pass
        case _:
            _holder(change, None, None, None)


def _next(change: CardChange, steps: list[dict[str, Any]]) -> None:
    step = next((item for item in steps if item["done_at"] is None), None)
    if step is not None:
        _holder(change, step["person_id"], step["name"], step["unit"])


def _holder(change: CardChange, person: str | None, name: str | None, unit: str | None) -> None:
    change.set("holder_id", person)
    change.set("holder_name", name)
    change.set("holder_unit", unit)


def _take(change: CardChange, payload: dict[str, Any], *fields: str) -> None:
    for field in fields:
        change.set(field, payload[field])


def _edited(change: CardChange, payload: dict[str, Any]) -> None:
    for item in payload["changes"]:
        if item["field"] in _EDITABLE:
            change.set(item["field"], item["new"])
        else:
            change.note(item["field"], item["old"], item["new"])
    if payload["body"] is not None:
        change.card["body"] = payload["body"]


def _added(change: CardChange, field: str, item: dict[str, Any], label: str | None) -> None:
    change.card[field].append(item)
    change.note(field, None, label)


def _removed(change: CardChange, field: str, item_id: str, label: str | None) -> None:
    gone = [item for item in change.card[field] if item["id"] == item_id]
    change.card[field] = [item for item in change.card[field] if item["id"] != item_id]
    if label is None and gone:
        label = party_name(gone[0]["party"]) if "party" in gone[0] else gone[0].get("document_no")
    change.note(field, label or item_id, None)


def _done(steps: list[dict[str, Any]], order: int, facts: dict[str, Any]) -> None:
    for step in steps:
        if step["order"] == order:
            step.update(facts)


def _counterparty(change: CardChange) -> None:
    recipients = change.card["recipients"]
    change.card["counterparties"] = len(recipients)
    change.card["counterparty"] = party_name(recipients[0]["party"]) if recipients else None


def party_name(party: dict[str, Any] | None) -> str | None:
    """How people read a correspondent: the institution's or firm's name, or given names and surname."""
    if party is None:
        return None
    person = " ".join(part for part in (party.get("given_names"), party.get("surname")) if part)
    return party.get("name") or person or party.get("detsis_no") or party.get("kep_address")


def _text(microseconds: int | None) -> str | None:
    return None if microseconds is None else moment(microseconds).isoformat()
