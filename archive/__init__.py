"""Evidence that lasts: exchange packages, signatures, pages and bytes at rest. See README.md of this floor."""
