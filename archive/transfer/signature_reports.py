"""The signature reports of a package: what each signature file of the document was judged to be, and when.

One JSON array, keys sorted, indented; one element for each file. A later reader judges again with the trust of its
own time; what the report adds is how the institution saw it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson

from archive.signatures import FileReport, check_signatures
from archive.transfer.material import helpful_certificates
from archive.transfer.reports import JudgedSignature
from timestamping.cms import Certificate
from timestamping.trust import TrustStore


@dataclass(frozen=True, slots=True)
class SignatureFile:
    """A signature file to be judged. content: octets of a detached signature, None when they are inside or missing."""

    signature: UUID
    purpose: str
    digest: str
    data: bytes
    content: bytes | None


@dataclass(frozen=True, slots=True)
class SignatureOpinion:
    """One file judged. intact: of all its signers."""

    file: SignatureFile
    report: FileReport

    @property
    def intact(self) -> bool | None:
        return self.report.intact

    def signers(self) -> tuple[JudgedSignature, ...]:
        """Each signer on its own."""
        return tuple(
            JudgedSignature(
                signature=self.file.signature,
                digest=self.file.digest,
                purpose=self.file.purpose,
                signer=item.signer,
                level=item.level.value,
                intact=item.intact,
                indication=item.indication.value,
                subindication=item.subindication.value if item.subindication else None,
            )
            for item in self.report.signatures
        )


def judge_signature(
    file: SignatureFile, *, at: datetime, trust: TrustStore, certificates: Sequence[Certificate] = ()
) -> SignatureOpinion:
    """Judge one file at `at` (aware UTC). Never raises on hostile bytes."""
    beside = helpful_certificates(file.data, certificates)
    return SignatureOpinion(
        file, check_signatures(file.data, at=at, content=file.content, trust=trust, certificates=beside)
    )


def report_bytes(opinions: Sequence[SignatureOpinion], at: datetime) -> bytes:
    """The member `reports/signatures.json`."""
    value = [
        {
            "digest": opinion.file.digest,
            "intact": opinion.intact,
            "judged_at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "purpose": opinion.file.purpose,
            "reasons": [reason.code for reason in opinion.report.verdict.reasons],
            "signature": str(opinion.file.signature),
            "signers": [
                {
                    "indication": item.indication,
                    "intact": item.intact,
                    "level": item.level,
                    "signer": item.signer,
                    "subindication": item.subindication,
                }
                for item in opinion.signers()
            ],
            "verdict": opinion.report.verdict.indication.value,
        }
        for opinion in opinions
    ]
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def read_report(data: bytes) -> dict[tuple[str, str], Any]:
    """The elements by signature and digest. Raises ValueError saying why the bytes are no report."""
    found = orjson.loads(data)
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise ValueError("not an array of objects")
    if orjson.dumps(found, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE) != data:
        raise ValueError("not in the one form this report has")
    return {(str(item.get("signature")), str(item.get("digest"))): item for item in found}
