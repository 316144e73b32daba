# mistake: -
# function: ex2_classify.forward
# caught: ?
# what: model.eval without parentheses
def forward(model, batch, device="cpu"):
    model = model.to(device)
    model.eval
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu()
