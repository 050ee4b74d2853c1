"""记一次: the one form of an activity, for recording and amending."""
