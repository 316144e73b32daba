# mistake: 112
# function: ex2_classify.forward
# caught: ex2_classify.forward.device
# what: batch.to(device) without assigning the result
def forward(model, batch, device="cpu"):
    model.to(device)
    batch.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch)
    return logits.cpu()
