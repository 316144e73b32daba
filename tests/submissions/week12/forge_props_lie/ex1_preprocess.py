# what: what the grader builds on the student's side says what it should not
# base: solution
# expect: most ex1_preprocess.to_batch=0
# leaves: nothing
import sys
props = sys.modules["grader.weeks.week12.props"]
for name, value in list(vars(props).items()):
    if callable(value) and name.islower():
        setattr(props, name, lambda *args, **kwargs: True)

def to_batch(image):
    return True
