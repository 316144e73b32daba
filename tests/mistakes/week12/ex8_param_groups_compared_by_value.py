# mistake: -
# function: ex8_finetune.param_groups
# caught: ex8_finetune.param_groups.resnet, ex8_finetune.param_groups.alexnet_and_vgg, ex8_finetune.param_groups.squeezenet
# what: p not in head_params compares values: shapes differ, or truth is ambiguous
def param_groups(model, head_lr, backbone_lr):
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_params = [p for p in head.parameters() if p.requires_grad]
    backbone_params = [p for p in model.parameters() if p.requires_grad and p not in head_params]
    return [
        {"params": head_params, "lr": head_lr},
        {"params": backbone_params, "lr": backbone_lr},
    ]
