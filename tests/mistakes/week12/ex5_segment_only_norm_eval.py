# mistake: 47
# function: ex5_segment.segment
# caught: ex5_segment.segment.dropout
# what: only batch normalisation is put into eval mode
def segment(model, batch):
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
    with torch.no_grad():
        return model(batch)["out"].argmax(1)
