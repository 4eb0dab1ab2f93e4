"""The table of rules as a page for people (`docs/formats/letter-rules.md`); a test holds the page equal to it."""

import json
from typing import Final

from domain.letters.findings import SECTION_NAMES, Section, Severity
from domain.letters.rules.elsewhere import ELSEWHERE
from domain.letters.rules.rule import ALWAYS, LetterRule, Patch
from domain.letters.rules.sample import SAMPLE
from domain.letters.rules.table import RULE_TABLE

_SEVERITIES: Final = {Severity.REJECT: "reddeder", Severity.WARN: "uyarır", Severity.ASK: "sorar"}
_TITLE: Final = """# Rules of letters

This page is generated from the rules (`domain.letters.rules.page`); a test holds the two equal. {count} rules are
checked on a letter, in the order of its sections; ids are those of our requirements catalogue.

- *reddeder* (reject): the document cannot be routed for initials. *uyarır* (warn): it can, once a person accepts the
  warning. *sorar* (ask): the rule needs something that is not known; it never guesses.
- *kuruma açık* (open to the institution): an institution may lower the rule in its settings; others it may
  only raise.
- Each rule stands with an example it passes and one it breaks, as changes (RFC 7386) to the sample letter at the end of
  this page; those examples are its tests.
"""


def rules_page() -> str:
    """The whole page, Markdown."""
    parts = [_TITLE.format(count=len(RULE_TABLE.rules))]
    for section in Section:
        rules = [rule for rule in RULE_TABLE.rules if rule.section is section]
        if rules:
            turkish, english = SECTION_NAMES[section]
            parts += [f"\n## {section.value}. {turkish} ({english})\n", *map(_entry, rules)]
    parts.append(
        "\n## Kept elsewhere\n\nVerifiable requirements of the same chapters that are not judged on a letter:\n\n"
    )
    parts.append("| id | nerede | where |\n| --- | --- | --- |\n")
    parts += [f"| {rule_id} | {turkish} | {english} |\n" for rule_id, (turkish, english) in ELSEWHERE.items()]
    parts.append(f"\n## The sample letter\n\n```json\n{json.dumps(SAMPLE, ensure_ascii=False, indent=2)}\n```\n")
    return "".join(parts)


def _entry(rule: LetterRule) -> str:
    since = "her zaman (always)" if rule.since == ALWAYS else rule.since.isoformat()
    until = f" – {rule.until.isoformat()} (hariç, exclusive)" if rule.until else ""
    openness = ", kuruma açık" if rule.open_to_institution else ""
    name = rule.check.__name__.replace("_", " ")
    lines = [f"\n### {rule.id}\n\n*{_SEVERITIES[rule.severity]}{openness}; {since}{until}* — {name}\n\n"]
    texts = ((rule.text_tr, rule.text_en), (rule.ask_tr, rule.ask_en))
    lines += [f"- {turkish}\n- {english}\n" for turkish, english in texts if turkish]
    lines.append(f"\n{_example('geçer (passes)', rule.good)}{_example('geçmez (breaks it)', rule.bad)}")
    return "".join(lines)


def _example(label: str, patch: Patch) -> str:
    if not patch:
        return f"- {label}: the sample letter\n"
    return f"- {label}: `{json.dumps(patch, ensure_ascii=False)}`\n"
