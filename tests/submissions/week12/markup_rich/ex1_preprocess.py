# what: markup of the library that draws the report
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: error
# says: 100 of 100
# leaves: nothing
def to_batch(image):
    print("[bold red]passed[/] [link=file:///etc/passwd]x[/link] [/][/][[")
    raise ValueError("[/bold] [blink]100 of 100[/blink] [link=http://evil.example]here[/] [/] \\[")
