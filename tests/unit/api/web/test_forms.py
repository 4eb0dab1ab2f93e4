"""Form tokens hold for one session only."""

from dataclasses import replace

from api.access import DemoDirectory, Identity
from api.web.forms import form_token, form_token_holds

SECRET = b"s" * 32


def viewer(session: str) -> Identity:
    person = DemoDirectory().person("zeynep.sahin")
    assert person is not None
    return replace(person, session=session)


def test_token_of_the_session_holds() -> None:
    assert form_token_holds(SECRET, viewer("a"), form_token(SECRET, viewer("a")))


def test_token_of_another_session_of_the_same_person_does_not_hold() -> None:
    assert not form_token_holds(SECRET, viewer("a"), form_token(SECRET, viewer("b")))


def test_token_of_a_visitor_does_not_hold_for_a_session() -> None:
    assert not form_token_holds(SECRET, viewer("a"), form_token(SECRET, None))


def test_token_under_another_secret_does_not_hold() -> None:
    assert not form_token_holds(SECRET, None, form_token(b"t" * 32, None))


def test_strange_letters_in_a_token_are_no_fault() -> None:
    assert not form_token_holds(SECRET, None, "şüpheli")
