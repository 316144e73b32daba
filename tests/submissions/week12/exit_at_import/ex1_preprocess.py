# what: ends with code 0 when it is imported
# base: solution
# expect: zero
# status: crashed
# leaves: nothing
import os
os._exit(0)
