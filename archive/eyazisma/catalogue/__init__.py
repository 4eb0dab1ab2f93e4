"""Every kind of finding with cause and remedy in both languages, grouped as the rule list groups them (A to H).

Called by the readers and the checks, which add where and what. Must not look at packages.
"""
