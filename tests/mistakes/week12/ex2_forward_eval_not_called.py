# mistake: -
# function: ex2_classify.forward
# caught: ex2_classify.forward.batch_norm, ex2_classify.forward.dropout
# what: model.eval without parentheses
def forward(model, batch, device="cpu"):
    model = model.to(device)
    model.eval
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu()
