"""`grader show week12`: pictures of what the student's functions make of real images, beside the expected.

    command    the words of the command line, what is said, the exit code
    gallery    a week's pictures, found by looking (`weeks/week12/*/pictures*.py`), each made on its own
    stage      what a picture's author uses: call the student's function, never fail for it
    figure     panels, headings and bars with matplotlib
    fonts      a font that has Korean, or none
    words      `pictures.toml`: titles, captions and labels of the pictures
    page       index.html

The student's functions run in the student's process, as for a check; only values come back, and each of them is a claim.
"""
