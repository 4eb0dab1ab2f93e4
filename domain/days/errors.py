"""Refusals about the ledger's days."""

from domain.events import Refusal


class DayRightMissingError(Refusal):
    """Days are closed and sealed by the ledger's own processes only."""

    rule_id = "GR-R7"
    text_tr = "Gün kapatma ve mühürleme yalnız sistemin işidir."
    text_en = "Only the ledger's own processes close and seal days."


class BookAlreadyOpenError(Refusal):
    """A ledger is opened once."""

    rule_id = "GR-R1"
    field = "origin"
    text_tr = "Bu defter daha önce açılmış."
    text_en = "This ledger has been opened before."


class BookNotOpenError(Refusal):
    """Days are closed in an open ledger."""

    rule_id = "GR-R1"
    text_tr = "Defter henüz açılmamış: önce defteri açın."
    text_en = "The ledger has not been opened: open it first."


class DayFormatError(Refusal):
    """A day is an ISO date."""

    rule_id = "GR-R1"
    field = "day"
    text_tr = "Gün YYYY-AA-GG biçiminde, gelecekte olmayan bir tarihtir."
    text_en = "A day is an ISO date (YYYY-MM-DD), not in the future."


class DayNotYetOverError(Refusal):
    """A day is closed after midnight, Istanbul time."""

    rule_id = "GR-R2"
    field = "day"
    text_tr = "{day} günü henüz bitmedi; gece yarısından sonra kapatılır."
    text_en = "{day} is not over; it is closed after midnight."


class DayAlreadyClosedError(Refusal):
    """A day is closed once."""

    rule_id = "GR-R1"
    field = "day"
    text_tr = "{day} günü daha önce kapatıldı."
    text_en = "{day} has been closed before."


class DayOutOfOrderError(Refusal):
    """No day is left out: each is closed after the one before it."""

    rule_id = "GR-R1"
    field = "day"
    text_tr = "{day} gününden önce {previous} günü kapatılmalı."
    text_en = "{previous} must be closed before {day}."


class DayBeforeBookError(Refusal):
    """There are no days before the ledger's first."""

    rule_id = "GR-R1"
    field = "day"
    text_tr = "{day} günü defterin ilk gününden ({first}) önce."
    text_en = "{day} lies before the ledger's first day ({first})."


class DayRangeError(Refusal):
    """A day begins where the one before it ended, and counts what lies between."""

    rule_id = "GR-R4"
    text_tr = "{day} gününün sıra numarası veya kayıt aralığı önceki günle bağlanmıyor."
    text_en = "The sequence number or range of {day} does not join the day before."


class DayNotClosedError(Refusal):
    """Only closed days are sealed."""

    rule_id = "GR-R2"
    field = "day"
    text_tr = "{day} günü kapatılmamış; önce kapatılır, sonra mühürlenir."
    text_en = "{day} is not closed; a day is closed first, then sealed."


class DayAlreadySealedError(Refusal):
    """A day is sealed once; later evidence renews the seal."""

    rule_id = "GR-R2"
    field = "day"
    text_tr = "{day} günü daha önce mühürlendi."
    text_en = "{day} has been sealed before."


class DayNotSealedError(Refusal):
    """Only the evidence of a sealed day is renewed."""

    rule_id = "GD-8"
    field = "day"
    text_tr = "{day} günü mühürlü değil; önce mühürlenir, sonra yenilenir."
    text_en = "{day} is not sealed; a day is sealed first, then renewed."


class DayRecordDiffersError(Refusal):
    """A renewed record goes on from the one that stands; another process may have renewed it meanwhile."""

    rule_id = "GD-8"
    field = "evidence_record"
    text_tr = (
        "{day} gününün kanıt kaydı bu arada değişti ya da yenisi onu sürdürmüyor; güncel kayıttan yeniden başlayın."
    )
    text_en = (
        "The evidence record of {day} has changed, or the new one does not go on from it; begin with the present one."
    )
