"""What the sender is told when a package is returned or refused (iade/ret, S1-KEP-4)."""

from dataclasses import dataclass

from archive.eyazisma.findings import Finding
from archive.eyazisma.model import Package, PackageKind

_UNREADABLE = "okunamadı"


@dataclass(frozen=True, slots=True)
class ReturnNotice:
    """The parts of a notice; what could not be read from the package is None, never guessed."""

    package_id: str
    reason: str
    date: str | None
    document_no: str | None
    subject: str | None

    @property
    def text_tr(self) -> str:
        """The notice as it is sent to the sender's KEP address."""
        return "\n".join(
            (
                f"Paket kimliği: {self.package_id}",
                f"Tarih: {self.date or _UNREADABLE}",
                f"Sayı: {self.document_no or _UNREADABLE}",
                f"Konu: {self.subject or _UNREADABLE}",
                f"Gerekçe: {self.reason}",
            )
        )


def return_notice(package: Package | None, received_as: str, findings: tuple[Finding, ...]) -> ReturnNotice:
    """The notice for `package`; None when nothing of it could be read.

    `received_as` names what came (a KEP message id or file name) and stands in for an id that cannot be read.
    Raises ValueError without findings or name: a notice never lacks reason or id.
    """
    if not findings or not received_as.strip():
        raise ValueError("a return notice needs a reason and a name for what came")
    reason = " ".join(dict.fromkeys(f"[{each.type.rule_id}] {each.message_tr}" for each in findings))
    if package is None:
        return ReturnNotice(received_as, reason, None, None, None)
    readable = package.kind is PackageKind.NORMAL and package.metadata is not None
    subject = package.metadata.subject if readable and package.metadata is not None else None
    date = package.date if readable else None
    return ReturnNotice(
        package_id=package.document_id or received_as,
        reason=reason,
        date=None if date is None else date.text,
        document_no=package.document_no if readable else None,
        subject=None if subject is None else subject.value,
    )
