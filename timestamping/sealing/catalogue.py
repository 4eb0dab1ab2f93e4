"""The catalogue of what a verification can find. A code, once given, never changes its meaning and is never reused."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Severity(StrEnum):
    """What a finding does to the verdict."""

    BROKEN = "broken"
    """Integrity does not hold: the verdict is failed."""
    OPEN = "open"
    """Something needed is not there yet, or not at hand: the verdict is indeterminate."""
    NOTE = "note"
    """Worth knowing; the verdict stays."""


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One entry of the catalogue.

    code: stable, `KUTUK-V-nnn`. name: stable word. severity: see `Severity`.
    tr, en: sentence with `{names}` that the finding fills in. remedy_tr, remedy_en: what to do.
    """

    code: str
    name: str
    severity: Severity
    tr: str
    en: str
    remedy_tr: str
    remedy_en: str


_RESTORE_TR = "Yedekle karşılaştırın; veritabanına kimin eriştiğini araştırın. Kayıt yerinde düzeltilmez."
_RESTORE_EN = "Compare with a backup and find out who had access to the database. Never mend the row in place."
_REBUILD_TR = "Bu satır olaylardan yeniden üretilebilir; yine de kimin değiştirdiğini araştırın."
_REBUILD_EN = "The row can be made again from the events; still find out who changed it."
_CLOSE_TR = "`kutuk seal --catch-up` çalıştırın."
_CLOSE_EN = "Run `kutuk seal --catch-up`."
_PIN_TR = "Sabitlenen denetim noktasını ve defterin hangi yedekten geldiğini kontrol edin."
_PIN_EN = "Check the pinned checkpoint and which backup the ledger came from."
_TRUST_TR = "`--trust` ile doğru güven deposunu verin."
_TRUST_EN = "Give the right trust folder with `--trust`."

_B, _O, _N = Severity.BROKEN, Severity.OPEN, Severity.NOTE
_KINDS: Final = (
    FindingKind(
        "KUTUK-V-101",
        "event-changed",
        _B,
        "{position}. olayın içeriği kaydedildiği gibi değil ({topic}).",
        "The event at position {position} is not what was recorded ({topic}).",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-102",
        "events-missing",
        _B,
        "{first}–{last} sıralı olaylar silinmiş ({count} olay).",
        "The events at positions {first} to {last} are gone ({count} events).",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-103",
        "events-swapped",
        _B,
        "{position}. ve {other}. olaylar yer değiştirmiş.",
        "The events at positions {position} and {other} have changed places.",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-104",
        "event-moved",
        _B,
        "{other}. olay {position}. sıraya taşınmış.",
        "The event of position {other} was moved to position {position}.",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-105",
        "stream-broken",
        _B,
        "{position}. olay akışının {version}. sürümü; beklenen {expected} (akış {stream}).",
        "The event at position {position} is version {version} of its stream, {expected} was due (stream {stream}).",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-106",
        "time-backwards",
        _B,
        "{position}. olayın kayıt zamanı kendinden öncekinden geride.",
        "The event at position {position} was recorded before the one in front of it.",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-107",
        "tail-cut",
        _B,
        "Defterin sonu kesilmiş: olaylar {last}. sırada bitiyor, {source} {claimed}. sırayı biliyor.",
        "The ledger's tail was cut: events end at position {last}, but {source} knows position {claimed}.",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-201",
        "tile-changed",
        _B,
        "{level}. düzeyin {index}. karosu olaylara uymuyor ({position}. olay).",
        "Tile {index} of level {level} does not fit the events (position {position}).",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-202",
        "tile-missing",
        _B,
        "{level}. düzeyin {index}. karosu yok.",
        "Tile {index} of level {level} is not there.",
        _REBUILD_TR,
        _REBUILD_EN,
    ),
    FindingKind(
        "KUTUK-V-203",
        "stream-head-changed",
        _B,
        "Akış başı satırı olaylara uymuyor (akış {stream}: {field}).",
        "A stream head does not fit the events (stream {stream}: {field}).",
        _REBUILD_TR,
        _REBUILD_EN,
    ),
    FindingKind(
        "KUTUK-V-204",
        "stream-head-missing",
        _B,
        "Akış başı satırı yok (akış {stream}).",
        "A stream head is not there (stream {stream}).",
        _REBUILD_TR,
        _REBUILD_EN,
    ),
    FindingKind(
        "KUTUK-V-205",
        "request-changed",
        _B,
        "İstek satırı olaylara uymuyor (anahtar {key}: {field}).",
        "A request row does not fit the events (key {key}: {field}).",
        _REBUILD_TR,
        _REBUILD_EN,
    ),
    FindingKind(
        "KUTUK-V-206",
        "request-missing",
        _B,
        "{position}. olayın istek satırı yok (anahtar {key}).",
        "The request row of the event at position {position} is not there (key {key}).",
        _REBUILD_TR,
        _REBUILD_EN,
    ),
    FindingKind(
        "KUTUK-V-207",
        "ledger-head-changed",
        _B,
        "Defter başı {claimed}. sırayı söylüyor, olaylar {last}. sırada bitiyor.",
        "The ledger head says position {claimed}, but events end at {last}.",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-208",
        "ledger-clock-changed",
        _B,
        "Defter başının saati değişmiş ({field}): {said}, olması gereken {found}.",
        "The clock of the ledger head was changed ({field}): {said}, it ought to be {found}.",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-301",
        "day-missing",
        _B,
        "{day} gününün kapanışı yok.",
        "The statement of {day} is missing.",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-302",
        "day-not-closed",
        _O,
        "{day} günü bitti, henüz kapatılmadı.",
        "{day} is over and has not been closed.",
        _CLOSE_TR,
        _CLOSE_EN,
    ),
    FindingKind(
        "KUTUK-V-303",
        "day-statement-differs",
        _B,
        "{day} gününün kapanışı olaylara uymuyor ({field}: {said} yazılmış, {found} bulundu).",
        "The statement of {day} does not fit the events ({field}: says {said}, found {found}).",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-304",
        "report-differs",
        _B,
        "{day} gününün olaylardan yeniden çıkarılan günlük raporu kapanıştaki özete uymuyor.",
        "The daily report of {day}, made again from the events, has another digest than its statement.",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-305",
        "report-missing",
        _B,
        "{day} gününün günlük rapor dosyası yok.",
        "The daily report file of {day} is not there.",
        "`kutuk export daily-report` ile olaylardan yeniden üretin.",
        "Make it again from the events with `kutuk export daily-report`.",
    ),
    FindingKind(
        "KUTUK-V-306",
        "report-changed",
        _B,
        "{day} gününün saklanan günlük rapor dosyası değiştirilmiş.",
        "The stored daily report file of {day} was changed.",
        "`kutuk export daily-report` ile olaylardan yeniden üretin; dosyayı kimin değiştirdiğini araştırın.",
        "Make it again with `kutuk export daily-report`, and find out who changed the file.",
    ),
    FindingKind(
        "KUTUK-V-307",
        "day-closed-twice",
        _B,
        "{day} günü ikinci kez kapatılmış ({position}. olay).",
        "{day} was closed a second time (position {position}).",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-308",
        "day-events-missing",
        _B,
        "{day} gününün {count} olayından {missing} tanesi silinmiş.",
        "{missing} of the {count} events of {day} are gone.",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-309",
        "day-fact-unreadable",
        _B,
        "{position}. olay ({topic}) okunamıyor: {reason}.",
        "The event at position {position} ({topic}) cannot be read: {reason}.",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-401",
        "day-unsealed",
        _O,
        "{day} günü kapalı, zaman damgası yok.",
        "{day} is closed and has no time stamp.",
        _CLOSE_TR,
        _CLOSE_EN,
    ),
    FindingKind(
        "KUTUK-V-402",
        "checkpoint-unreadable",
        _B,
        "{day} gününün denetim noktası geçersiz: {reason}.",
        "The checkpoint of {day} is not valid: {reason}.",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-403",
        "checkpoint-differs",
        _B,
        "{day} gününün denetim noktası olayların ağacına uymuyor ({field}).",
        "The checkpoint of {day} does not fit the tree of the events ({field}).",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-404",
        "token-refused",
        _B,
        "{day} gününün zaman damgası bu denetim noktasını kanıtlamıyor ({reason}).",
        "The time stamp of {day} does not prove this checkpoint ({reason}).",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-405",
        "token-undecided",
        _O,
        "{day} gününün zaman damgasına karar verilemedi ({reason}).",
        "The time stamp of {day} could not be decided ({reason}).",
        _TRUST_TR,
        _TRUST_EN,
    ),
    FindingKind(
        "KUTUK-V-406",
        "token-test",
        _N,
        "{day} gününün zaman damgası TEST damgasıdır; başkalarına kanıt olmaz.",
        "The time stamp of {day} is a TEST stamp and proves nothing to others.",
        "Gerçek bir zaman damgası sağlayıcısı tanımlayın.",
        "Set up a real time-stamp authority.",
    ),
    FindingKind(
        "KUTUK-V-407",
        "sealed-late",
        _N,
        "{day} günü geç mühürlendi: {gen_time}.",
        "{day} was sealed late: {gen_time}.",
        "Bilgi içindir.",
        "For your information.",
    ),
    FindingKind(
        "KUTUK-V-408",
        "seal-time-differs",
        _B,
        "{day} gününün mühür kaydı {said} diyor, damganın kendisi {found}.",
        "The seal of {day} says {said}, its token {found}.",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-501",
        "older-than-pin",
        _B,
        "Defter, sabitlenen denetim noktasından eski: sabitlenen {pinned} olay, defterde {last}.",
        "The ledger is older than the pinned head: {pinned} events pinned, {last} in the ledger.",
        _PIN_TR,
        _PIN_EN,
    ),
    FindingKind(
        "KUTUK-V-502",
        "pin-differs",
        _B,
        "İlk {pinned} olay, sabitlenen denetim noktasındakiler değil.",
        "The first {pinned} events are not those of the pinned checkpoint.",
        _PIN_TR,
        _PIN_EN,
    ),
    FindingKind(
        "KUTUK-V-503",
        "pin-unreadable",
        _O,
        "Sabitlenen denetim noktası kullanılamıyor: {reason}.",
        "The pinned checkpoint cannot be used: {reason}.",
        _PIN_TR,
        _PIN_EN,
    ),
    FindingKind(
        "KUTUK-V-601",
        "tree-incomplete",
        _O,
        "{position}. sıradan sonra ağaç yeniden hesaplanamadı; kökler karşılaştırılmadı.",
        "From position {position} on the tree could not be recomputed; roots were not compared.",
        "Önce eksik olayları geri getirin.",
        "Bring the missing events back first.",
    ),
)

CATALOGUE: Final[dict[str, FindingKind]] = {kind.name: kind for kind in _KINDS}
"""Every kind by its name."""
