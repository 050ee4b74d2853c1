"""Pages: gate, look, lists and the slots other apps fill."""
