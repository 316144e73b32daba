# mistake: 113
# function: ex8_finetune.param_groups
# caught: ex8_finetune.param_groups.shared
# what: collects layer by layer: a parameter that two layers share is in twice
def param_groups(model, head_lr, backbone_lr):
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = [p for p in head.parameters() if p.requires_grad]
    backbone_params = []
    for module in model.modules():
        if module is not head:
            backbone_params += [p for p in module.parameters(recurse=False) if p.requires_grad]
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]
