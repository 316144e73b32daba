# mistake: -
# function: ex8_finetune.param_groups
# caught: ex8_finetune.param_groups.frozen, ex8_finetune.param_groups.always_two
# what: sets requires_grad of the head
def param_groups(model, head_lr, backbone_lr):
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head.requires_grad_(True)
    head_params = [p for p in head.parameters() if p.requires_grad]
    head_ids = {id(p) for p in head_params}
    backbone_params = [p for p in model.parameters() if p.requires_grad and id(p) not in head_ids]
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]
