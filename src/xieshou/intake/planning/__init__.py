"""From rows of a stranger's workbook to what would be written, with every doubt told; nothing is written here."""
