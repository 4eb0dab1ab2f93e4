"""What a verification can find about the evidence record beside a day's seal, and its renewals (GD-8)."""

from typing import Final

from timestamping.sealing.finding_kinds import FindingKind, Severity

_RESTORE_TR = "Yedekle karşılaştırın; veritabanına kimin eriştiğini araştırın. Kayıt yerinde düzeltilmez."
_RESTORE_EN = "Compare with a backup and find out who had access to the database. Never mend the row in place."

RECORD_KINDS: Final = (
    FindingKind(
        "KUTUK-V-409",
        "record-refused",
        Severity.BROKEN,
        "{day} gününün kanıt kaydı bu denetim noktasını kanıtlamıyor ({reason}).",
        "The evidence record of {day} does not prove this checkpoint ({reason}).",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
    FindingKind(
        "KUTUK-V-410",
        "record-undecided",
        Severity.OPEN,
        "{day} gününün kanıt kaydına artık karar verilemiyor ({reason}).",
        "The evidence record of {day} can no longer be decided ({reason}).",
        "Süresi dolan güven kökünü `--trust` ile verin; yenileme gecikmişse eldeki en eski yedekteki kaydı arayın.",
        "Give the trust that has ended with `--trust`; if renewal came too late, look for the record in older backups.",
    ),
    FindingKind(
        "KUTUK-V-411",
        "record-differs",
        Severity.BROKEN,
        "{day} gününün kanıt kaydı söylenenle ya da öncekiyle uyuşmuyor ({field}).",
        "The evidence record of {day} does not fit what is said of it or the record before it ({field}).",
        _RESTORE_TR,
        _RESTORE_EN,
    ),
)
