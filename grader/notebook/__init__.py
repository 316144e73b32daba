"""Exercises as Jupyter notebooks, and `from grader import check` in a cell."""
