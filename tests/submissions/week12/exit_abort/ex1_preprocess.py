# what: aborts, with a core dump if there is one
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: crashed
# leaves: nothing
import os, resource
resource.setrlimit(resource.RLIMIT_CORE, resource.getrlimit(resource.RLIMIT_CORE))

def to_batch(image):
    os.abort()
