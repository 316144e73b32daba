# mistake: -
# function: ex2_classify.forward
# caught: ex2_classify.forward.no_gradient
# what: detaches the batch, not the result
def forward(model, batch, device="cpu"):
    model = model.to(device)
    model.eval()
    return model(batch.detach().to(device)).cpu()
