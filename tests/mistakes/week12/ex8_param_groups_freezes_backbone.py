# mistake: -
# function: ex8_finetune.param_groups
# caught: ex8_finetune.param_groups.resnet, ex8_finetune.param_groups.alexnet_and_vgg, ex8_finetune.param_groups.squeezenet
# what: freezes the backbone after collecting it
def param_groups(model, head_lr, backbone_lr):
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = [p for p in head.parameters() if p.requires_grad]
    head_ids = {id(p) for p in head_params}
    backbone_params = [p for p in model.parameters() if p.requires_grad and id(p) not in head_ids]
    for p in backbone_params:
        p.requires_grad = False
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]
