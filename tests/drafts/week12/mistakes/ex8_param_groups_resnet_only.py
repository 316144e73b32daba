# mistake: -
# function: ex8_finetune.param_groups
# caught: ?
# what: only ResNets
def param_groups(model, head_lr, backbone_lr):
    head = model.fc
    head_params = [p for p in head.parameters() if p.requires_grad]
    head_ids = {id(p) for p in head_params}
    backbone_params = [p for p in model.parameters() if p.requires_grad and id(p) not in head_ids]
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]
