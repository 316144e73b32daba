# what: files that pytest and Python would run by themselves
# base: solution
# expect: full
# leaves: file @CANARY@/planted-@MARK@
# nothing here: the files beside this one must never run
