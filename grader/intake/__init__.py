"""Turns what was handed in (folders, archives, notebooks, downloads) into files that can be graded. Runs nothing of it."""
