# mistake: 113
# function: ex8_finetune.param_groups
# caught: ?
# what: parameters() of every module, inner and outer: each is in several times
def param_groups(model, head_lr, backbone_lr):
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = [p for p in head.parameters() if p.requires_grad]
    backbone_params = []
    for module in model.modules():
        if module is model or any(m is head for m in module.modules()):
            continue
        backbone_params += [p for p in module.parameters() if p.requires_grad]
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]
