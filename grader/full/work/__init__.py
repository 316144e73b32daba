"""The other process of `grader full`: imports torch, runs the student's functions, and tells the command what came out.

boot -> stages: classify (ex1, ex2), data (ex3), inside (ex4), segment (ex5), detect (ex6), transfer (ex7, ex8)
     -> tools: channel, code, device, networks, pictures
"""
