"""A writer's own words, held against the ledger sentence by sentence."""
