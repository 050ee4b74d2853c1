"""Plans, measures and promises that count themselves."""
