"""Words for how a read, a verification or a sign-in ended."""

from enum import StrEnum


class VerificationOutcome(StrEnum):
    """Three outcomes; indeterminate is never rounded to failed."""

    PASSED = "passed"
    FAILED = "failed"
    INDETERMINATE = "indeterminate"


class SignInOutcome(StrEnum):
    """How a sign-in act ended."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    SIGNED_OUT = "signed_out"


class DeniedCause(StrEnum):
    """Why a read was denied."""

    NOT_SIGNED_IN = "not_signed_in"
    ROLE = "role"
    CLASSIFICATION = "classification"
    NOT_FOUND = "not_found"
    """Asked for an element that does not exist, or whose existence may not be told."""
