# what: a hundred thousand empty files
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: error
# leaves: nothing
def to_batch(image):
    for i in range(100_000):
        open(f"file{i}", "w").close()
