"""Turkish text: casing, comparison and order of letters; pure, and never the host's locale.

Words: a *search key* makes equal what people mean as equal; a *sort key* puts texts in the order of the Turkish
alphabet.

Called by every floor. Knows nothing of documents.
"""
