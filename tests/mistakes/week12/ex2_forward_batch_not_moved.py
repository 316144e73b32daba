# mistake: 111
# function: ex2_classify.forward
# caught: ex2_classify.forward.device
# what: moves the model only; the batch stays on the CPU
def forward(model, batch, device="cpu"):
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch)
    return logits.cpu()
