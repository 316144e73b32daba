"""For whoever writes weeks: a new week, stubs from solutions, the students' copy."""
