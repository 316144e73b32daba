# mistake: 47
# function: ex5_segment.segment
# caught: ex5_segment.segment.batch_norm, ex5_segment.segment.dropout
# what: no eval()
def segment(model, batch):
    with torch.no_grad():
        out = model(batch)["out"]
    return out.argmax(1)
