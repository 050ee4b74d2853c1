"""An app of a later version: its first migration adds a table, its second fails when told to."""
