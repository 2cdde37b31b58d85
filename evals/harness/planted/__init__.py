"""Faults planted in correct plans, and how many of them are found."""
