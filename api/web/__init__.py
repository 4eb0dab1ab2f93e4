"""The pages (sayfalar): server-rendered, usable without scripts, Turkish first, English where the reader asks for it.

Words: a *page* is one address that a person opens; a *mark* is the small labelled state shown beside a thing; times
stand in Istanbul time with UTC beside them. Called by browsers only. Asks readers (views) and never an aggregate;
every page that shows a document, a list, a day or a report is recorded as a read before it leaves (design §4).
"""

from api.web.application import create_pages

__all__ = ["create_pages"]
