# mistake: 113
# function: ex8_finetune.param_groups
# caught: ?
# what: named_parameters(remove_duplicate=False): a shared parameter is in twice
def param_groups(model, head_lr, backbone_lr):
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = [p for p in head.parameters() if p.requires_grad]
    head_ids = {id(p) for p in head_params}
    everything = [p for _, p in model.named_parameters(remove_duplicate=False)]
    backbone_params = [p for p in everything if p.requires_grad and id(p) not in head_ids]
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]
