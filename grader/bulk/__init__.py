"""`grader bulk`: a class graded in parallel, its gradebook, pages and exports."""
