"""`grader audit`: how good the checks of a week are: what gets through, is unfair, depends on luck, is misnamed."""
