"""Excel in and out: untidy books read into rows that know their cell, tidy books written."""
