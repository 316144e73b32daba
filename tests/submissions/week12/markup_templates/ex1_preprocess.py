# what: placeholders of every template language there is
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: error
# leaves: nothing
def to_batch(image):
    raise ValueError("{text} {0} {x.__class__} %s %(x)s ${HOME} {{7*7}} {% raw %} $(id) `id` \\N{BELL} &amp; ]]>")
