# mistake: -
# function: ex2_classify.forward
# caught: ex2_classify.forward.device
# what: the argument device is never used
def forward(model, batch, device="cpu"):
    model.eval()
    with torch.no_grad():
        return model(batch).cpu()
