"""One document from draft or receipt to its file: what may be decided about it, and what was.

Words: *draft*, *initials* (paraf), *signature*, *seal*, *enclosure* (ek), *reference* (ilgi), *recipient* (dağıtım),
*document number* (sayı); see DICTIONARY.md.

Called by the book (`domain.ledger`). Knows nothing of registers of numbers, storage, databases or clocks.
"""
