"""`grader full`: the student's functions on the real networks and the whole data sets. Decides no marks.

    command -> files, stages (what a week brings, found by looking), sources (what the student wrote)
            -> supply (what is missing, yes or no, fetch, check, unpack) -> cache, fetch, unpack
            -> side   (a process of its own for every exercise), task (what is said across) -> work/ (imports torch)
            -> view   (rich renderables)

The command's own process imports no torch, nothing of the week's code and none of the student's.
"""
