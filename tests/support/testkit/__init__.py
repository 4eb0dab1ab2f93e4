"""What tests share: a clock that stands still, ids that count, databases that take 15 ms, makers of hostile input.

Import from the module that holds it (``from testkit.clock import FixedClock``). Fixtures reach tests through
``tests/conftest.py``. Knows the program; the program never knows it.
"""
