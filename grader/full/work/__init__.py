"""The other process of `grader full`: imports torch, runs the student's functions, and tells the command what came out.

boot -> load (the stage of an exercise, from its week's folder) -> stage (what it is given)
     -> tools: channel, code, device, pictures
"""
