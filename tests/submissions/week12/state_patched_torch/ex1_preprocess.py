# what: breaks torch, Pillow and Python for whoever comes next
# base: solution
# expect: most ex1_preprocess.to_batch=0
# leaves: nothing
import builtins, sys

def broken(*args, **kwargs):
    raise RuntimeError("broken")

def to_batch(image):
    torch.Tensor.unsqueeze = torch.softmax = torch.argmax = torch.no_grad = broken
    Image.open = Image.Image.convert = broken
    torch.nn.Module.__call__ = torch.nn.Module.eval = broken
    builtins.open = builtins.sorted = broken
    sys.setrecursionlimit(60)
    return None
