"""Refusals and faults of the command layer itself."""

from domain.events import Refusal


class DocumentUnknownError(Refusal):
    """Commands are about documents of this ledger."""

    rule_id = "Y-3-4"
    field = "document_id"
    text_tr = "Bu kimlikte bir belge yok."
    text_en = "There is no document with this id."


class SignatureOutOfTurnError(Refusal):
    """Own documents get their signatures in turn, by signing, initialling and sealing."""

    rule_id = "SM-12"
    field = "document_id"
    text_tr = "Kendi belgemize imza yalnız sırası gelenin imzası, parafı veya mühürle eklenir."
    text_en = "Our own documents get signatures only in turn: sign, initial or seal them."


class RepeatedRefusalError(Refusal):
    """The same request was refused before and gets the same answer again."""

    rule_id = "EV-4"
    text_tr = "{message_tr}"
    text_en = "{message_en}"

    def __init__(self, rule_id: str, field: str | None, message_tr: str, message_en: str) -> None:
        super().__init__(message_tr=message_tr, message_en=message_en)
        vars(self).update(rule_id=rule_id, field=field)


class ContentionError(Exception):
    """Others kept changing the same streams first; nothing was written. Send the same request again."""
