"""What a door asks for that takes more than one floor: intake, closing and sealing days, raising signatures, proofs.

Words: a *procedure* is a numbered line of steps that crosses rooms; each step is safe to repeat, so a process killed
between two of them is simply run again. Called by the CLI, the workers, GraphQL and the pages; built by
`api.composition`. Decides nothing by itself: facts come from the ledger's commands, proofs from `timestamping`,
formats from `archive`.
"""
