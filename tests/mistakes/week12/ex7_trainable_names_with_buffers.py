# mistake: -
# function: ex7_extract.trainable_names
# caught: ex7_extract.trainable_names.some, ex7_extract.trainable_names.all_and_none
# what: running_mean and running_var are listed too
def trainable_names(model):
    frozen = [name for name, parameter in model.named_parameters() if not parameter.requires_grad]
    return [name for name in model.state_dict() if name not in frozen]
