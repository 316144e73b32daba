# what: turns torch's switches for whoever comes next
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: failed
# leaves: nothing
import random, warnings

def to_batch(image):
    torch.set_default_dtype(torch.float64)
    torch.set_default_device("meta")
    torch.set_grad_enabled(False)
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(64)
    torch.set_flush_denormal(True)
    torch.manual_seed(0)
    warnings.simplefilter("error")
    return None
