# what: an empty file
# expect: zero
# status: error
# leaves: nothing

