"""Facts and rules: what may be decided, and what was decided. The ground floor; it imports no other floor."""
