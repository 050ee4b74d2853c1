"""The other school's word on a record: confirmed with one tap, or one sentence on what differs."""
