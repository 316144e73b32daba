import torch
MEAN = torch.tensor([0.485, 0.456, 0.406]).reshape(3, 1, 1)
STD = torch.tensor([0.229, 0.224, 0.225]).reshape(3, 1, 1)
COUNT = {"calls": 0}
def last(mods, kinds):
    return [(n, m) for n, m in mods if isinstance(m, kinds)][-1]
