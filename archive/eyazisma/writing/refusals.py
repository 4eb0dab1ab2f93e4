"""What the writers refuse."""

from archive.eyazisma.findings import Finding
from domain.events import Refusal


class BuildRefused(Refusal):
    """The letter breaks rules that every package must keep; `findings` names them all."""

    rule_id = "EYP-BUILD"
    text_tr = "Paket oluşturulamaz: {tr}"
    text_en = "The package cannot be built: {en}"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(
            tr=" ".join(finding.message_tr for finding in findings),
            en=" ".join(finding.message_en for finding in findings),
        )
        self.findings = findings


class FrozenPartError(Refusal):
    """A later step has digested what is to be changed."""

    rule_id = "EYP-FROZEN"
    text_tr = "{what} artık değiştirilemez: paket {stage} aşamasında; önce o aşamaya geri dönün."
    text_en = "{what} can no longer be changed: the package has reached {stage}; reopen it at an earlier stage first."


class MissingStepError(Refusal):
    """An earlier step has not been done."""

    rule_id = "EYP-ORDER"
    text_tr = "{what} için önce {needed} gerekir; paket {stage} aşamasında."
    text_en = "{what} needs {needed} first; the package is at {stage}."


class SignatureMismatchError(Refusal):
    """The signature that came does not hold the list that was to be signed."""

    rule_id = "EYP-45"
    field = "signature"
    text_tr = "{what} dosyası {document} içeriğini taşıyan CMS imzası değil; imzayı bu listenin üzerine yeniden atın."
    text_en = "The {what} file is no CMS signature that holds {document}; sign that list again, attached."
