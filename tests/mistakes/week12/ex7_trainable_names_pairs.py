# mistake: -
# function: ex7_extract.trainable_names
# caught: ex7_extract.trainable_names.some, ex7_extract.trainable_names.all_and_none
# what: pairs of name and parameter
def trainable_names(model):
    return [item for item in model.named_parameters() if item[1].requires_grad]
