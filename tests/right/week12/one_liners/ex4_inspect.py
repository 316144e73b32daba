import copy, math, torch
from torch import nn
count_parameters = lambda model, trainable_only=False: sum(p.numel() for p in model.parameters() if p.requires_grad >= trainable_only)
linear_layers = lambda model: [n for n, m in model.named_modules() if isinstance(m, nn.Linear)]
def trace_shapes(model, batch, **shapes):
    model = copy.deepcopy(model).eval()
    [m.register_forward_hook(lambda m, i, o, n=n: shapes.__setitem__(n, tuple(o.shape))) for n, m in model.named_modules() if not [*m.children()]]
    return torch.no_grad()(model)(batch) is None or shapes
conv_out = lambda size, kernel, stride=1, padding=0, dilation=1: math.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1)
rank_models = lambda models: sorted(((n, count_parameters(m), sum(p.nbytes for p in m.parameters()) / 2**20) for n, m in models.items()), key=lambda t: t[1:])
