"""The operator's command: ``kutuk …``, one file per subcommand.

Words: *data* goes to stdout, *remarks* to stderr; ``--json`` is a contract; an exit code says what happened before any
text does (design §10). Called by the console script. Knows no rule of its own: it asks the rooms below and prints.
"""
