"""Code lists as enums; the codes of both generations of the standard map onto them."""

from enum import StrEnum


class PackageKind(StrEnum):
    """Kind of package; the value is the usual file extension."""

    NORMAL = "eyp"
    ENCRYPTED = "eyps"
    UPDATE = "eypg"


class Grade(StrEnum):
    """Grade of confidentiality (gizlilik derecesi)."""

    NONE = "none"
    OFFICIAL_USE = "official_use"
    RESTRICTED_LEGACY = "restricted_legacy"
    SECRET = "secret"
    TOP_SECRET = "top_secret"
    PERSONAL_LEGACY = "personal_legacy"
    """Kişiye Özel of 1.x; has no like in 2.x."""


class Urgency(StrEnum):
    """How soon (ivedilik)."""

    NORMAL = "normal"
    URGENT = "urgent"
    DATED = "dated"


class DeliveryPurpose(StrEnum):
    """Why a recipient gets the letter (dağıtım türü: gereği, bilgi)."""

    FOR_ACTION = "for_action"
    FOR_INFORMATION = "for_information"


class EnclosureKind(StrEnum):
    """What an enclosure is (ek türü)."""

    FILE = "file"
    """Lies in the package (DED)."""
    LINK = "link"
    """Lies elsewhere, named by address (HRF)."""
    PHYSICAL = "physical"
    """A thing (FZK)."""


class DigestDocumentKind(StrEnum):
    """The three lists of digests; the value is the name of the root element."""

    INITIALS = "ParafOzeti"
    PACKAGE = "PaketOzeti"
    FINAL = "NihaiOzet"


GRADE_CODES = {
    "YOK": Grade.NONE,
    "HZO": Grade.OFFICIAL_USE,
    "OZL": Grade.RESTRICTED_LEGACY,
    "GZL": Grade.SECRET,
    "CGZ": Grade.TOP_SECRET,
}
LEGACY_GRADE_CODES = {"TSD": Grade.NONE, "KSO": Grade.PERSONAL_LEGACY}
URGENCY_CODES = {"NRM": Urgency.NORMAL, "ACL": Urgency.URGENT, "GNL": Urgency.DATED}
LEGACY_URGENCY_CODES = {"IVD": Urgency.URGENT, "CIV": Urgency.URGENT}
PURPOSE_CODES = {"BLG": DeliveryPurpose.FOR_INFORMATION, "GRG": DeliveryPurpose.FOR_ACTION}
ENCLOSURE_CODES = {"DED": EnclosureKind.FILE, "HRF": EnclosureKind.LINK, "FZK": EnclosureKind.PHYSICAL}
