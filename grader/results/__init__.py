"""Results, shown and written: the terminal, the JSON of a submission, JUnit XML, what is remembered between runs."""
