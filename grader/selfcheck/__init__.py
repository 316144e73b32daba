"""`grader week12` and the small commands of a student: where am I, hint, reset, doctor."""
