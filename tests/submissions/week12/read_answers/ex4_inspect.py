# what: uses what the grader builds on the student's side as its own answer
# base: solution
# expect: ex4_inspect.trace_shapes=0
# status: error
# leaves: nothing
import sys

def trace_shapes(model, batch):
    model.eval()
    with torch.no_grad():
        return sys.modules["grader.weeks.week12.ex4_inspect.props"].shapes(model, batch)
