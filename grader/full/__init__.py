"""`grader full`: the student's functions on the real networks and the whole data sets. Decides no marks.

    register -> command -> supply (what is missing, yes or no, fetch, check, unpack) -> files, cache, fetch, unpack
                        -> side   (a process of its own for every exercise)           -> work/ (imports torch)
                        -> view   (rich renderables)

The command's own process imports no torch and none of the student's code.
"""
