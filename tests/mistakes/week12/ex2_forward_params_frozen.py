# mistake: -
# function: ex2_classify.forward
# caught: ex2_classify.forward.nothing_changed
# what: freezes the caller's model instead of using no_grad
def forward(model, batch, device="cpu"):
    model = model.to(device)
    model.eval()
    for parameter in model.parameters():
        parameter.requires_grad = False
    logits = model(batch.to(device))
    return logits.cpu()
