"""报送与汇总: who owes which paper or table by when, and any superior's empty form filled from what is known."""
