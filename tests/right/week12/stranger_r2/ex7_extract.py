import copy, torch, warnings
from torch import nn
warnings.warn("hello")

def freeze(model):
    for p in model.parameters():
        p.requires_grad = False
    return model

def _head_name(model):
    names = [n for n, m in model.named_modules() if isinstance(m, (nn.Linear, nn.Conv2d)) and (n == "fc" or n.startswith("classifier."))]
    return names[-1]

def replace_head(model, num_classes):
    name = _head_name(model)
    parent, _, leaf = name.rpartition(".")
    old = model.get_submodule(name)
    kw = dict(device=old.weight.device, dtype=old.weight.dtype)
    if isinstance(old, nn.Linear):
        new = nn.LazyLinear(num_classes, **kw)
        with torch.no_grad():
            new(torch.zeros(1, old.in_features, **kw))
    else:
        new = nn.Conv2d(old.in_channels, num_classes, kernel_size=1, **kw)
    nn.init.normal_(new.weight, std=0.01)
    nn.init.zeros_(new.bias)
    setattr(model.get_submodule(parent), leaf, new)
    return model

def feature_extractor(model, num_classes):
    freeze(model)
    replace_head(model, num_classes)
    return model

def trainable_names(model):
    return list(dict(filter(lambda kv: kv[1].requires_grad, model.named_parameters())))

@torch.no_grad()
def extract_features(model, loader):
    body = copy.deepcopy(model)
    body.fc = nn.Identity()
    body.train(False)
    batches = [(body(x), y) for x, y in loader]
    f, y = zip(*batches)
    return torch.vstack(f), torch.hstack(y)
