# mistake: -
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.all_layers
# what: a set of the shapes
def count_parameters(model, trainable_only=False):
    shapes = {p.shape for p in model.parameters() if p.requires_grad or not trainable_only}
    return sum(shape.numel() for shape in shapes)
