"""Form tokens: a form sent from another site is refused."""

import hashlib
import hmac

from api.access import Identity


def form_token(secret: bytes, viewer: Identity | None) -> str:
    """Token that a form of this viewer's session carries, hex HMAC-SHA256 over the session."""
    session = (viewer.session or viewer.subject) if viewer else "visitor"
    return hmac.new(secret, b"kutuk-form-1\n" + session.encode(), hashlib.sha256).hexdigest()


def form_token_holds(secret: bytes, viewer: Identity | None, given: str) -> bool:
    """Whether the token of a sent form is the viewer's."""
    return hmac.compare_digest(form_token(secret, viewer).encode(), given.encode())
