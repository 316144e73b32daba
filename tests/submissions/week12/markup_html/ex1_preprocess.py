# what: HTML in an error, in a type's name, in what is printed and returned
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: error
# says: onerror
# leaves: nothing
TEXT = """<script>fetch('//evil.example/')</script><img src=x onerror=alert(1)></td></table>"""

def to_batch(image):
    print(TEXT)
    raise type("E" + TEXT, (Exception,), {})(TEXT)
