"""Values and words that every layer needs: periods, numbers, money, dates, names and text, without Django."""
