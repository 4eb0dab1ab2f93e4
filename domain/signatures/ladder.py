"""The ladder of levels: which form outlasts which."""

from typing import Final

from domain.signatures.levels import SignatureLevel

_RUNGS: Final[dict[SignatureLevel, int]] = {
    SignatureLevel.CMS: 0,
    SignatureLevel.BES: 1,
    SignatureLevel.EPES: 1,
    SignatureLevel.BASELINE_B: 1,
    SignatureLevel.T: 2,
    SignatureLevel.BASELINE_T: 2,
    SignatureLevel.C: 3,
    SignatureLevel.X: 4,
    SignatureLevel.XL: 5,
    SignatureLevel.BASELINE_LT: 5,
    SignatureLevel.A: 6,
    SignatureLevel.BASELINE_LTA: 6,
}
_NEXT: Final[dict[SignatureLevel, SignatureLevel]] = {
    SignatureLevel.BES: SignatureLevel.T,
    SignatureLevel.EPES: SignatureLevel.T,
    SignatureLevel.BASELINE_B: SignatureLevel.BASELINE_T,
    SignatureLevel.T: SignatureLevel.XL,
    SignatureLevel.C: SignatureLevel.XL,
    SignatureLevel.X: SignatureLevel.XL,
    SignatureLevel.BASELINE_T: SignatureLevel.BASELINE_LT,
    SignatureLevel.XL: SignatureLevel.A,
    SignatureLevel.BASELINE_LT: SignatureLevel.BASELINE_LTA,
    SignatureLevel.A: SignatureLevel.A,
    SignatureLevel.BASELINE_LTA: SignatureLevel.BASELINE_LTA,
}
_TOP: Final = 6
_STAMPED: Final = 2


def is_raise(old: SignatureLevel, new: SignatureLevel) -> bool:
    """Whether going from the old level to the new adds evidence: up the ladder, or a further archive time stamp."""
    return _RUNGS[new] > _RUNGS[old] or (_RUNGS[old] == _RUNGS[new] == _TOP)


def is_stamped(level: SignatureLevel) -> bool:
    """Whether a signature of this level carries a signature time stamp."""
    return _RUNGS[level] >= _STAMPED


def reaches(level: SignatureLevel, target: SignatureLevel) -> bool:
    """Whether a signature of this level holds at least what the target asks for."""
    return _RUNGS[level] >= _RUNGS[target]


def next_level_of(level: SignatureLevel) -> SignatureLevel | None:
    """The level that a raise leads to; the top leads to itself, by renewal; None for what is no CAdES."""
    return _NEXT.get(level)
