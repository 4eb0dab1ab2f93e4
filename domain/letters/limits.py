"""How much a letter specification may hold, and what each limit protects."""

from typing import Final

LONGEST_LINE: Final = 300
"""Characters of a name, title or line: longer ones break every page and list they stand in."""
LONGEST_SUBJECT: Final = 500
"""Characters of a subject: it is wrapped at half the page width, and 500 fill eleven lines already."""
LONGEST_PARAGRAPH: Final = 10_000
"""Characters of a paragraph: about two pages; keeps the time of the text rules bounded."""
LONGEST_CELL: Final = 2_000
"""Characters of a table cell."""
LONGEST_ADDRESS: Final = 1_000
"""Characters of a postal address."""
MOST_BLOCKS: Final = 500
"""Paragraphs and tables of a text: about thirty pages."""
MOST_ROWS: Final = 1_000
"""Rows of a table; longer ones belong in an enclosure."""
MOST_COLUMNS: Final = 12
"""Columns of a table: more cannot be read on 18 cm."""
MOST_REFERENCES: Final = 100
"""References of a letter; marks after the 29th are our own."""
MOST_ENCLOSURES: Final = 200
"""Enclosures of a letter; more belong in one enclosure with an index (dizi pusulası)."""
MOST_RECIPIENTS: Final = 500
"""Entries of a distribution, as in a document."""
MOST_SIGNERS: Final = 12
"""Signers beside each other on one page."""
MOST_INITIALS: Final = 50
"""Initials and coordination entries, as in a document's chain."""
MOST_LINES: Final = 8
"""Lines of a letterhead."""
MOST_LOGOS: Final = 10
"""Logos that are read at all; more than two are a finding (S2-b-2)."""
MOST_CHARACTERS: Final = 300_000
"""Characters of a whole specification: bounds memory and time of the page and of every rule."""
MOST_PROBLEMS: Final = 50
"""Problems told at once: a wrong file is not answered with a book."""
