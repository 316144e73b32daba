# what: terminal escapes: clears the screen, sets the title, rings, moves up and writes a better score
# base: solution
# expect: ex1_preprocess.to_batch=0
# leaves: nothing
TEXT = "\x1b[2J\x1b]0;owned\x07\x1b[5A\x1b[1K100/100\x9b31m\u202e\u2066\r\x08\x00"

def to_batch(image):
    print(TEXT)
    if image.shape[1] == 224:
        return TEXT
    raise ValueError(TEXT)
