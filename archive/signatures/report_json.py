"""A report in the words of `kutuk signature check --json`; the form is a contract (docs/operating)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from archive.signatures.coverage import Coverage
from archive.signatures.reports import EmbeddedRecord, FileReport, SignatureReport, TimestampReport
from timestamping.cms import Reason
from timestamping.evidence_records import StampReport

Json = dict[str, Any]
_STATES: Mapping[bool | None, str] = {True: "ok", False: "bad", None: "missing"}
"""`missing`: content, certificate or algorithm to compute it with is not at hand."""


def file_json(report: FileReport) -> Json:
    """The whole file: verdict, signers, embedded evidence records, and what concerns the file itself."""
    verdict = report.verdict
    return {
        "verdict": verdict.indication.value.lower(),
        "subindication": verdict.subindication,
        "intact": report.intact,
        "signatures": [signature_json(item) for item in report.signatures],
        "evidence_records": [_record_json(item) for item in report.evidence_records],
        "findings": findings_json(report.findings),
        "trailing_bytes": report.trailing,
    }


def signature_json(report: SignatureReport) -> Json:
    """One signer with time-stamps and counter-signatures."""
    certificate = report.certificate
    return {
        "signer": report.signer,
        "serial": None if certificate is None else f"{certificate.serial:x}",
        "level": report.level.value,
        "baseline": report.baseline.value,
        "policy": report.policy,
        "profile": report.profile,
        "detached": report.detached,
        "intact": report.intact,
        "indication": report.indication.value,
        "subindication": report.subindication,
        "signing_time": _time(report.signing_time),
        "proven_time": _time(report.proven_time),
        "timestamps": [timestamp_json(item) for item in report.timestamps],
        "counter_signatures": [signature_json(item) for item in report.counter_signatures],
        "findings": findings_json(report.verdict.reasons),
    }


def timestamp_json(stamp: TimestampReport) -> Json:
    """One time-stamp. imprint, signature: ok, bad, or missing when it could not be computed."""
    return {
        "kind": stamp.kind.value,
        "time": _time(stamp.time),
        "imprint": _STATES[stamp.imprint],
        "signature": _STATES[stamp.signature],
        "index": stamp.index.value,
        "form": stamp.form,
        "indication": stamp.verdict.indication.value,
        "subindication": stamp.verdict.subindication,
        "relied_at": _time(stamp.relied_at),
        "test": stamp.test,
        "covers": _coverage_json(stamp.covers),
        "findings": findings_json(stamp.verdict.reasons),
    }


def _coverage_json(covers: Coverage) -> Json:
    return {
        "content": covers.content,
        "signature": covers.signature,
        "signed_attributes": covers.signed_attributes,
        "certificates": covers.certificates,
        "revocation": covers.revocation,
        "unsigned_attributes": list(covers.attributes),
        "not_covered": {
            "certificates": covers.later_certificates,
            "revocation": covers.later_revocation,
            "unsigned_attributes": list(covers.later_attributes),
        },
    }


def _record_json(record: EmbeddedRecord) -> Json:
    report = record.report
    covers = [{"data": "signature", "found": report.found[0] if report.found else None}]
    if record.external:
        covers.append({"data": "content", "found": report.found[1] if len(report.found) > 1 else None})
    return {
        "kind": "external" if record.external else "internal",
        "signature": record.signer,
        "verdict": report.verdict.indication.value.lower(),
        "indication": report.verdict.indication.value,
        "subindication": report.verdict.subindication,
        "intact": report.intact,
        "chains": [[_chain_stamp_json(stamp) for stamp in chain] for chain in report.chains],
        "covers": covers,
        "findings": findings_json(report.verdict.reasons),
    }


def _chain_stamp_json(stamp: StampReport) -> Json:
    return {
        "time": _time(stamp.gen_time),
        "imprint": _STATES[stamp.imprint_ok],
        "signature": _STATES[stamp.signature_ok],
    }


def findings_json(reasons: Sequence[Reason]) -> list[Json]:
    """The reasons with both languages; `indication` PASSED marks a mere warning."""
    return [
        {
            "code": reason.code,
            "indication": reason.indication.value,
            "subindication": reason.subindication,
            "message": reason.message_tr,
            "message_en": reason.message,
        }
        for reason in reasons
    ]


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
