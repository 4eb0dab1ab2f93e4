"""Digests of parts: computing them once, comparing both, demanding full coverage (package guide §6).

Called by the checks and by intake. Must not know signatures: that a list of digests was signed is checked elsewhere.
"""

from archive.eyazisma.digests.algorithms import ALGORITHMS, algorithm_name
from archive.eyazisma.digests.check import DigestVerdict, check_clear_targets, check_digests
from archive.eyazisma.digests.part_digests import PartDigests

__all__ = ["ALGORITHMS", "DigestVerdict", "PartDigests", "algorithm_name", "check_clear_targets", "check_digests"]
