"""Our own schema of the format, both generations: which elements, in which order, how often, of which form.

Words: a *violation* is one place where a document is not what the schema says. The official schemas cannot be
shipped and reject real documents as they stand (package guide §5); tests hold this one against them.
Called by the checks and by the writers. Must not know severities.
"""

from archive.eyazisma.schema.check import Violation, ViolationKind, check_structure
from archive.eyazisma.schema.grammar import ROOTS, Root

__all__ = ["ROOTS", "Root", "Violation", "ViolationKind", "check_structure"]
