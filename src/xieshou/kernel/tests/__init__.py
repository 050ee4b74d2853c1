"""Tests of the kernel; none needs a database."""
