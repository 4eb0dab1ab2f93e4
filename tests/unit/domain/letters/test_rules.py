"""Each rule passes its good example, breaks its bad one, and asks about what it cannot know; together they tell all."""

import re
from datetime import date, timedelta

import pytest

from domain.letters import (
    RULE_TABLE,
    LetterFinding,
    RuleSettings,
    RuleSettingsError,
    Severity,
    check_letter,
    read_letter,
)
from domain.letters.ports import LetterData
from domain.letters.rules.elsewhere import ELSEWHERE
from domain.letters.rules.page import rules_page
from domain.letters.rules.rule import LetterRule, Patch
from domain.letters.rules.sample import SAMPLE_DAY, patched
from domain.letters.tables import NO_DATA
from testkit.letter_examples import example_data, letter
from testkit.source_tree import ROOT

CATALOGUE = ROOT.parent / "shared" / "spec" / "mevzuat.md"
ROW = re.compile(r"^\| ([A-Z][A-Z0-9]*-[^ |]+) \| ([A-Z,]+) \|", re.MULTILINE)
RULES = [pytest.param(rule, id=rule.id) for rule in RULE_TABLE.rules]
DATED = [pytest.param(rule, id=rule.id) for rule in RULE_TABLE.rules if rule.since != date.min]
ASKING = [pytest.param(rule, id=rule.id) for rule in RULE_TABLE.rules if rule.ask is not None]


def day_of(rule: LetterRule, patch: Patch) -> date:
    """The day of the example where the rule holds on it; else the last day on which it did."""
    day = (read_letter(patched(patch)).date.day or SAMPLE_DAY) if patch else SAMPLE_DAY
    return day if rule.until is None or day < rule.until else rule.until - timedelta(days=1)


def found_by(rule: LetterRule, patch: Patch, data: LetterData | None = None) -> tuple[LetterFinding, ...]:
    findings = check_letter(read_letter(patched(patch)), day_of(rule, patch), data or example_data())
    return tuple(finding for finding in findings if finding.rule_id == rule.id)


def test_the_sample_letter_breaks_no_rule() -> None:
    assert check_letter(letter(), SAMPLE_DAY, example_data()) == ()


@pytest.mark.parametrize("rule", RULES)
def test_rules_pass_their_good_example(rule: LetterRule) -> None:
    assert found_by(rule, rule.good) == ()


@pytest.mark.parametrize("rule", RULES)
def test_rules_find_their_bad_example(rule: LetterRule) -> None:
    assert {finding.severity for finding in found_by(rule, rule.bad)} == {rule.severity}


@pytest.mark.parametrize("rule", ASKING)
def test_rules_ask_about_what_they_cannot_know(rule: LetterRule) -> None:
    assert {finding.severity for finding in found_by(rule, rule.ask or {})} == {Severity.ASK}


@pytest.mark.parametrize("rule", RULES)
def test_findings_say_in_both_languages_what_to_do(rule: LetterRule) -> None:
    for finding in (*found_by(rule, rule.bad), *(found_by(rule, rule.ask) if rule.ask else ())):
        assert finding.text_tr.strip()
        assert finding.text_en.strip()
        assert finding.place
        assert not re.search(r"\{\w*\}", finding.text_tr + finding.text_en)


@pytest.mark.parametrize("rule", DATED)
def test_rules_are_silent_before_they_hold(rule: LetterRule) -> None:
    before = rule.since - timedelta(days=1)
    findings = check_letter(read_letter(patched(rule.bad)), before, example_data())
    assert rule.id not in {finding.rule_id for finding in findings}


def test_each_id_stands_once_in_the_table() -> None:
    ids = [rule.id for rule in RULE_TABLE.rules]
    assert len(ids) == len(set(ids))


def test_findings_stand_in_the_order_of_the_sections() -> None:
    broken = letter(
        subject="konu.",
        letterhead={"lines": ["TC", "Örnek"]},
        signers=[],
        layout={"margin_side_mm": 25},
        references=[{}],
    )
    sections = [finding.section for finding in check_letter(broken, SAMPLE_DAY, example_data())]
    order = [rule.section for rule in RULE_TABLE.rules]
    assert sections == sorted(sections, key=order.index)
    assert len(set(sections)) >= 5


def test_without_data_rules_ask_and_nothing_is_rejected() -> None:
    severities = {finding.severity for finding in check_letter(letter(), SAMPLE_DAY, NO_DATA)}
    assert severities == {Severity.ASK}


@pytest.mark.skipif(not CATALOGUE.exists(), reason="the requirements catalogue does not lie beside the project")
def test_every_verifiable_requirement_is_a_rule_or_kept_elsewhere() -> None:
    text = CATALOGUE.read_text("utf-8")
    wanted = set()
    for begins, ends in (("## 2. Seed 2", "## 3. Conf"), ("## 4. ", "## 5. "), ("## 8. ", "## 10. ")):
        chapter = text[text.index(begins) : text.index(ends)]
        wanted |= {found[1] for found in ROW.finditer(chapter) if "V" in found[2].split(",")}
    articles = {rule_id for rule_id in wanted if rule_id.startswith("Y-") and not 5 <= int(rule_id.split("-")[1]) <= 19}
    known = {rule.id for rule in RULE_TABLE.rules} | set(ELSEWHERE)
    assert wanted - articles - known == set()


def test_settings_may_raise_a_warning() -> None:
    settings = RuleSettings(severities={"S2-n-2": "reject"})
    findings = check_letter(letter(contact={"person": None}), SAMPLE_DAY, example_data(), settings)
    assert [(finding.rule_id, finding.severity) for finding in findings] == [("S2-n-2", Severity.REJECT)]


def test_settings_may_turn_off_what_is_open_to_the_institution() -> None:
    settings = RuleSettings(severities={"S2-ğ-16": "off"})
    assert (
        check_letter(
            letter(body=[{"text": "Belgeler KEP ile gönderilmiştir. Gereğini arz ederim."}]),
            SAMPLE_DAY,
            example_data(),
            settings,
        )
        == ()
    )


@pytest.mark.parametrize("severities", [{"S2-c-2": "warn"}, {"S2-c-2": "off"}, {"S2-x-9": "warn"}, {"S2-n-2": "ask"}])
def test_settings_may_not_lower_what_binds_or_name_what_is_not_there(severities: dict[str, str]) -> None:
    with pytest.raises(RuleSettingsError):
        RULE_TABLE.check_settings(RuleSettings(severities=severities))


def test_settings_that_raise_are_accepted() -> None:
    RULE_TABLE.check_settings(RuleSettings(severities={"S2-n-2": "reject", "S2-ğ-16": "off"}))


def test_a_line_left_out_is_the_one_that_the_page_would_draw() -> None:
    party = {"kind": "natural_person", "given_names": "Ali", "surname": "Kaya", "name": None, "detsis_no": None}
    left_out = letter(addressee={"kind": "vice_president", "party": party})
    other = RuleSettings(vice_president_line="CUMHURBAŞKANLIĞI YARDIMCISINA")
    assert "S2-f-6" in {one.rule_id for one in check_letter(left_out, SAMPLE_DAY, example_data(), other)}
    assert "S2-f-6" not in {one.rule_id for one in check_letter(left_out, SAMPLE_DAY, example_data())}


def test_the_form_for_a_vice_president_is_a_setting() -> None:
    settings = RuleSettings(vice_president_line="CUMHURBAŞKANLIĞI YARDIMCISINA")
    rule = RULE_TABLE.rule("S2-f-6")
    findings = check_letter(read_letter(patched(rule.bad)), SAMPLE_DAY, example_data(), settings)
    assert "S2-f-6" not in {finding.rule_id for finding in findings}


def test_the_page_of_rules_is_that_of_the_table() -> None:
    page = ROOT / "docs" / "formats" / "letter-rules.md"
    assert page.read_text("utf-8") == rules_page()
