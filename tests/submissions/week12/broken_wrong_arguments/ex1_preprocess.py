# what: functions that take nothing, and names that are no functions
# base: solution
# expect: ex1_preprocess.to_batch=0 ex1_preprocess.load_rgb=0
# status: error
# leaves: nothing
def to_batch():
    return 1

load_rgb = 5
