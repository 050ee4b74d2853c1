"""The archive of a backup, which says whether it is whole, and both databases: copied out, measured, put back."""
