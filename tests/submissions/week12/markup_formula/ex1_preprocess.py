# what: spreadsheet formulas where a cell may begin
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: error
# leaves: nothing
class __formula(Exception):
    pass

__formula.__name__ = "=HYPERLINK(1)"

def to_batch(image):
    raise __formula('+cmd|" /C calc"!A0\t=1+1\n@SUM(1)\n-2+3')
