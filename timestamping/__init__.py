"""Proof of time (zaman ispatı): bytes in, proofs out.

Nothing here reads a clock, a database or a setting; only `timestamping.tsa` ever opens a connection.
The rooms are described in `timestamping/README.md`.
"""
