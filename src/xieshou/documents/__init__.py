"""One document model with its writers: web page, Word, and the charts both share."""
