# mistake: 227
# function: ex2_classify.forward
# caught: ex2_classify.forward.batch_sizes
# what: squeeze turns a batch of one into [C]
def forward(model, batch, device="cpu"):
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device)).squeeze()
    return logits.cpu()
