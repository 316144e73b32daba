"""`grader week12 --watch`: every save checks again what depends on the saved file."""
