# mistake: 47
# function: ex5_segment.segment
# caught: ex5_segment.segment.batch_norm, ex5_segment.segment.dropout
# what: model.training = False reaches the model only, not its layers
def segment(model, batch):
    model.training = False
    with torch.no_grad():
        out = model(batch)["out"]
    return out.argmax(1)
