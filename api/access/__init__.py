"""Who is asking, and what they may do (erişim): the same answer for every door.

Words: an *identity* is a recognised person or system; a *role* is what it is at the door (registrar, archivist,
auditor, ebys, operator), a *duty* what it is towards documents (drafter, unit manager, seal keeper); an *operation* is
what a door offers; a *read note* is a read waiting to be recorded.

Called by `api.graphql`, `api.web`, `api.cli` and `api.composition`. Denies what no table allows, and records reads and
denied attempts before any answer leaves. Knows nothing of schemas, pages or databases.
"""

from api.access.authentication import Authenticator, Clock, Credentials, FirstMatch, bearer_of
from api.access.demo import DemoDirectory, DemoSignIn
from api.access.errors import (
    AccessDeniedError,
    ActingPersonMissingError,
    ActingPersonNotAllowedError,
    NotSignedInError,
    ReadNotRecordedError,
)
from api.access.failed_sign_ins import FailedSignIns
from api.access.gate import person_acting, require
from api.access.grades import grades_of, require_grade
from api.access.identity import Identity, duties_named
from api.access.key_sets import KeySets, key_address, key_discovery, key_file
from api.access.minimising import without_person_names
from api.access.oidc import ALLOWED_ALGORITHMS, OidcAuthenticator, OidcSettings, provider
from api.access.operations import PERMISSIONS, WRITING, Operation, roles_for
from api.access.reads import AppendReads, ReadRecorder
from api.access.roles import Role, role_label
from api.access.sessions import SESSION_COOKIE, Directory, Session, SessionAuthenticator, SessionCookies

__all__ = [
    "ALLOWED_ALGORITHMS",
    "PERMISSIONS",
    "SESSION_COOKIE",
    "WRITING",
    "AccessDeniedError",
    "ActingPersonMissingError",
    "ActingPersonNotAllowedError",
    "AppendReads",
    "Authenticator",
    "Clock",
    "Credentials",
    "DemoDirectory",
    "DemoSignIn",
    "Directory",
    "FailedSignIns",
    "FirstMatch",
    "Identity",
    "KeySets",
    "NotSignedInError",
    "OidcAuthenticator",
    "OidcSettings",
    "Operation",
    "ReadNotRecordedError",
    "ReadRecorder",
    "Role",
    "Session",
    "SessionAuthenticator",
    "SessionCookies",
    "bearer_of",
    "duties_named",
    "grades_of",
    "key_address",
    "key_discovery",
    "key_file",
    "person_acting",
    "provider",
    "require",
    "require_grade",
    "role_label",
    "roles_for",
    "without_person_names",
]
