# what: deletes its own functions, its file and its module
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: error
# leaves: nothing
import os, sys
os.unlink(__file__)
sys.modules.pop(__name__)
del to_batch
