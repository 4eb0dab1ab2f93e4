"""Doors and wiring (kapılar): all that a person, a program or the clock can call.

Rooms: `graphql`, `web`, `cli`, `workers` are doors and never import each other; `access` says who is asking and what
they may do; `composition` reads the settings and joins everything. This floor may import every floor below it, and
nothing imports this floor.
"""
