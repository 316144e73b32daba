import torch, copy
from torch import nn
def freeze(model):
    with torch.no_grad():
        for m in model.modules():
            for k,p in m._parameters.items():
                if p is not None: p.requires_grad=False
    return model
def replace_head(model, num_classes):
    head = model.fc if hasattr(model,"fc") else [m for m in model.classifier.modules() if isinstance(m,(nn.Linear,nn.Conv2d))][-1]
    kw={"device":head.weight.device,"dtype":head.weight.dtype}
    if isinstance(head,nn.Linear): head.__init__(head.in_features,num_classes,**kw)
    else: head.__init__(head.in_channels,num_classes,head.kernel_size,**kw)
    return model
def feature_extractor(model,n): return replace_head(freeze(model),n)
def trainable_names(model): return list(n for n,p in model.named_parameters() if p.requires_grad)
def extract_features(model, loader):
    m=copy.deepcopy(model).eval(); head=m.fc; got=[]
    class Tap(nn.Module):
        def forward(self,x): got.append(x); return head(x)
    m.fc=Tap(); L=[]
    with torch.no_grad():
        for b in loader: m(b[0]); L.append(b[1])
    return torch.cat(got),torch.cat(L)
