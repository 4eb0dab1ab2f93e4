"""The rules of the sections of a letter, one small function each, and their table.

Words: a *case* is one letter before the rules, with the day and the data; a *fault* is one place where it
breaks a rule.

Called by `domain.letters` and by the page of rules. Knows nothing of pages, files or events.
"""

from domain.letters.rules.rule import Case, Fault, LetterRule
from domain.letters.rules.table import RULE_TABLE, RuleTable, check_letter, has_rejections, judged_on

__all__ = ["RULE_TABLE", "Case", "Fault", "LetterRule", "RuleTable", "check_letter", "has_rejections", "judged_on"]
