"""Doors and wiring (kapılar): all that a person, a program or the clock can call.

Nothing imports this floor; it may import every floor below. Its rooms are described in ``api/README.md``.
"""
