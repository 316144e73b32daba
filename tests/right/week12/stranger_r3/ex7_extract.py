import torch
from torch import nn, fx
from torchvision.models.feature_extraction import create_feature_extractor, get_graph_node_names, NodePathTracer

def freeze(model):
    def f(m):
        for p in m.parameters(recurse=False):
            p.requires_grad_(False)
    model.apply(f)
    return model

def replace_head(model, num_classes):
    box, key = (model._modules, "fc") if "fc" in model._modules else (model.classifier._modules, None)
    if key is None:
        key = [k for k, m in box.items() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    old = box[key]
    new = type(old)(old.in_features, num_classes) if isinstance(old, nn.Linear) else nn.Conv2d(old.in_channels, num_classes, 1)
    box[key] = new.to(device=old.weight.device, dtype=old.weight.dtype)
    return model

def feature_extractor(model, num_classes):
    replace_head(model, num_classes)
    head = model.fc if hasattr(model, "fc") else [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    ids = {id(p) for p in head.parameters()}
    for p in model.parameters():
        p.requires_grad = id(p) in ids
    return model

def trainable_names(model):
    out = []
    for n, p in model.named_parameters():
        if not p.requires_grad:
            continue
        out.append(n)
    return out

def extract_features(model, loader):
    mode = model.training
    model.eval()
    tracer = NodePathTracer()
    graph = tracer.trace(model)
    fc = [n for n in graph.nodes if n.op == "call_module" and n.target == "fc"][0]
    name = tracer.node_to_qualname[fc.args[0]]
    ext = create_feature_extractor(model, return_nodes={name: "f"})
    ext.eval()
    fs, ys = [], []
    with torch.no_grad():
        for x, y in loader:
            fs.append(ext(x)["f"])
            ys += y.tolist()
    model.train(mode)
    return torch.cat(fs), torch.tensor(ys)
