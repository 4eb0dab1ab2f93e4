"""The ledger's days: the book opened once; each day closed in order, then sealed.

Words: *closed* means the day's statement is in the tree; *sealed* means a checked time stamp covers its checkpoint; a
*sealing failure* is a fact, not an error.

Called by the book (`domain.ledger`) for the workers. Knows nothing of trees, tokens or networks: their results come in.
"""
