"""The rules of a letter: how long 200 rule checks take."""

import json
import time
from statistics import median
from typing import Final

from domain.letters import RULE_TABLE, check_letter, judged_on, read_letter
from domain.letters.rules.sample import SAMPLE_DAY
from testkit.letter_examples import EXAMPLES, example_data
from tests.benchmarks.figures import Direction, Row, Target, number
from tests.benchmarks.ground import Ground

CHECKS: Final = 200
_NOTE: Final = (
    "All rules in force on every example letter, with the tables of the examples; the mean time of one rule check "
    f"times {CHECKS}. No peer: the target is a limit of its own."
)


def measure_letters(ground: Ground) -> list[Row]:
    """CPU of 200 rule checks."""
    data = example_data()
    letters = [read_letter(json.loads(path.read_text("utf-8"))) for path in sorted(EXAMPLES.glob("*.json"))]
    judged = [(letter, judged_on(letter, SAMPLE_DAY)) for letter in letters]
    checks = sum(sum(1 for _ in RULE_TABLE.in_force(day)) for _, day in judged)
    rounds = []
    for _ in range(ground.size(9, 3)):
        began = time.process_time()
        for letter, day in judged:
            check_letter(letter, day, data)
        rounds.append((time.process_time() - began) / checks * CHECKS * 1e3)
    mine = median(rounds)
    target = Target(Direction.AT_MOST, 5, "ms")
    return [Row(f"{CHECKS} rule checks of letters, CPU", f"{number(mine)} ms", "", mine, target, _NOTE)]
