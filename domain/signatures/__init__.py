"""Facts about signatures: attached, validated, raised, failed; levels and verdicts as enums.

Words: to *raise* a signature is to add evidence that makes it last longer; the *purpose* says whether it signs,
initials or seals.

Called by the book (`domain.ledger`) and by the floors that do the mathematics. Knows nothing of CMS, certificates or
networks.
"""
