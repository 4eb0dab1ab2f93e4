"""What a signature must be before a package takes it."""

from archive.eyazisma.certificates import CertificateUse, require_use
from archive.eyazisma.writing.refusals import SignatureMismatchError
from timestamping.cms import SignerCheck, SignerInfo, check_signer, read_signed_data
from timestamping.der import DerError


def require_signature_over(cms: bytes, document: bytes, use: CertificateUse, what: str, name: str) -> None:
    """Refuse what could never make a valid package.

    1. The bytes are a CMS signature that holds exactly `document` (rule 45). 2. Every signer's digest and signature
    bytes verify (rule 46). 3. Every signer's certificate is meant for `use` (S1-ŞİF-6, S1-MÜH-3). Trust, revocation and
    level are judged by whoever made or received the signature, and by the package check.
    """
    try:
        signers = _signers(cms, document)
    except DerError:
        signers = None
    if not signers or any(signer.intact is False for signer in signers):
        raise SignatureMismatchError(what=what, document=name)
    for signer in signers:
        if signer.certificate is not None:
            require_use(signer.certificate, use)


def _signers(cms: bytes, document: bytes) -> list[SignerCheck] | None:
    parsed = read_signed_data(cms)
    if parsed.content != document:
        return None
    known = parsed.certificate_list
    return [
        check_signer(SignerInfo(each), document, parsed.content_type, known) for each in parsed.signer_infos.children
    ]
