# mistake: 2
# function: ex2_classify.forward
# caught: ex2_classify.forward.no_gradient
# what: no no_grad: the result requires a gradient
def forward(model, batch, device="cpu"):
    model = model.to(device)
    model.eval()
    logits = model(batch.to(device))
    return logits.cpu()
