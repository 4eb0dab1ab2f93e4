"""Reads as facts: who viewed, searched, downloaded, printed, exported or verified what, and what was refused.

Words: a *read* is a fact without its place in the ledger; one stream per day and process.

Called by the doors through the book, before an answer leaves. Knows nothing of how answers are made.
"""
