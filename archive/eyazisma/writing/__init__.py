"""Building packages: strict in what it takes, deterministic in what it gives.

Words: a *draft* is the letter with its files before anything is digested; a *stage* is how far a package has come;
what an earlier stage has digested is *frozen* (package guide §10). Signatures and seals come in as bytes, made by
someone else over the list that the builder hands out.
Called by the `package` commands and by the ledger's dispatch. Must not hold keys, know the time or make up ids.
"""

from archive.eyazisma.writing.builder import PackageBuilder, Stage
from archive.eyazisma.writing.copies import write_recipient_copy
from archive.eyazisma.writing.drafts import PackageDraft
from archive.eyazisma.writing.encrypted import write_encrypted_package
from archive.eyazisma.writing.files import FileContent
from archive.eyazisma.writing.refusals import (
    FrozenPartError,
    MissingStepError,
    PackageBuildError,
    SignatureMismatchError,
)
from archive.eyazisma.writing.sender_profiles import SenderProfile, read_sender_profile
from archive.eyazisma.writing.specification_values import SpecificationError
from archive.eyazisma.writing.specifications import (
    NEXT_STEPS,
    PackageSpecification,
    Signer,
    build_specified,
    read_specification,
)
from archive.eyazisma.writing.update_specifications import (
    UpdateSpecification,
    build_update,
    read_update_specification,
)
from archive.eyazisma.writing.updates import UpdateBuilder

__all__ = [
    "NEXT_STEPS",
    "FileContent",
    "FrozenPartError",
    "MissingStepError",
    "PackageBuildError",
    "PackageBuilder",
    "PackageDraft",
    "PackageSpecification",
    "SenderProfile",
    "SignatureMismatchError",
    "Signer",
    "SpecificationError",
    "Stage",
    "UpdateBuilder",
    "UpdateSpecification",
    "build_specified",
    "build_update",
    "read_sender_profile",
    "read_specification",
    "read_update_specification",
    "write_encrypted_package",
    "write_recipient_copy",
]
