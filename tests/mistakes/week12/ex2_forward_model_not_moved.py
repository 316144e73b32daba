# mistake: 111
# function: ex2_classify.forward
# caught: ex2_classify.forward.device
# what: moves the batch only; the model stays where it was
def forward(model, batch, device="cpu"):
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.cpu()
