"""From bytes to a typed package, tolerant of what real producers write (package guide, sections 3.5, 4, 12).

Words: to *open* a package is to read what can be read and note the rest; to *read* one is to refuse it when its
identity or content cannot be told.
Called by the checks, by intake and by the commands. Must not judge digests or signatures.
"""

from archive.eyazisma.reading.package import open_package, read_package

__all__ = ["open_package", "read_package"]
