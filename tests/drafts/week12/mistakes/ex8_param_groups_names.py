# mistake: -
# function: ex8_finetune.param_groups
# caught: ?
# what: names instead of parameters
def param_groups(model, head_lr, backbone_lr):
    prefix = "fc."
    if not hasattr(model, "fc"):
        layers = [n for n, m in model.classifier.named_children() if isinstance(m, (nn.Linear, nn.Conv2d))]
        prefix = "classifier." + layers[-1] + "."
    names = [name for name, p in model.named_parameters() if p.requires_grad]
    return [
        {"params": [name for name in names if name.startswith(prefix)], "lr": head_lr},
        {"params": [name for name in names if not name.startswith(prefix)], "lr": backbone_lr},
    ]
