# what: hangs when it is imported
# base: solution
# expect: zero
# status: timeout
# leaves: nothing
while True:
    pass
