"""What people look at: views folded from events, which may be dropped and rebuilt at any time.

A view is never evidence and never decides anything. See README.md for the rooms.
"""

from projections.runner.migration import migrate_views

__all__ = ["migrate_views"]
