"""What the writers refuse."""

from archive.eyazisma.findings import Finding
from domain.events import Refusal


class PackageBuildError(Refusal):
    """The letter breaks rules that every package must keep; `findings` names them all."""

    rule_id = "EYP-BUILD"
    text_tr = "Paket oluşturulamaz: {reason_tr}"
    text_en = "The package cannot be built: {reason_en}"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(
            reason_tr=" ".join(finding.message_tr for finding in findings),
            reason_en=" ".join(finding.message_en for finding in findings),
        )
        self.findings = findings


_TURKISH = {
    "draft": "taslak",
    "initials digest": "paraf özeti",
    "initials": "paraf imzası",
    "package digest": "paket özeti",
    "signature": "elektronik imza",
    "final metadata": "nihai üstveri",
    "core properties": "Core bileşeni",
    "final digest": "nihai özet",
    "seal": "elektronik mühür",
    "reopening": "geri dönüş",
    "encryption": "şifreleme",
    "update package": "güncelleme paketi",
    "unfinished": "tamamlanmamış",
    "DRAFT": "taslak",
    "INITIALS_DIGESTED": "paraf özeti",
    "INITIALLED": "paraflandı",
    "PACKAGE_DIGESTED": "paket özeti",
    "SIGNED": "imzalandı",
    "FINAL_METADATA_WRITTEN": "nihai üstveri",
    "CORE_WRITTEN": "Core",
    "FINAL_DIGESTED": "nihai özet",
    "SEALED": "mühürlendi",
}
"""Steps and stages in the words of the guide."""


class _StepRefusal(Refusal):
    """A refusal about a step; every word it is made with is given to the Turkish text in Turkish."""

    def __init__(self, **words: str) -> None:
        super().__init__(**words, **{f"{key}_tr": _TURKISH.get(word, word) for key, word in words.items()})


class FrozenPartError(_StepRefusal):
    """A later step has digested what is to be changed."""

    rule_id = "EYP-FROZEN"
    text_tr = "Artık değiştirilemez: {what_tr}; paket şu aşamada: {stage_tr}. Önce daha önceki bir aşamaya geri dönün."
    text_en = (
        "The {what} can no longer be changed: the package has reached {stage}; reopen it at an earlier stage first."
    )


class MissingStepError(_StepRefusal):
    """An earlier step has not been done."""

    rule_id = "EYP-ORDER"
    text_tr = "Bu adım için ({what_tr}) önce şu gerekir: {needed_tr}; paket şu aşamada: {stage_tr}."
    text_en = "The step {what} needs {needed} first; the package is at {stage}."


class SignatureMismatchError(_StepRefusal):
    """The signature that came does not hold the list that was to be signed, or does not verify."""

    rule_id = "EYP-45"
    field = "signature"
    text_tr = (
        "Verilen dosya ({what_tr}) {document} içeriğini taşıyan sağlam bir CMS imzası değil; "
        "bu listeyi yeniden, ayrık olmayan biçimde imzalayın."
    )
    text_en = "The {what} file is no sound CMS signature that holds {document}; sign that list again, attached."
