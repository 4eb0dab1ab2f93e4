"""The 52 rules of the rule list, grouped as there; each file yields findings for one group.

Called by `archive.eyazisma.checking` only. A rule looks at one package, never at its neighbours, and never stops the
others: it yields and goes on.
"""
