# mistake: 228
# function: ex2_classify.forward
# caught: ex2_classify.forward.batch_sizes
# what: class numbers instead of logits
def forward(model, batch, device="cpu"):
    model = model.to(device)
    model.eval()
    with torch.no_grad():
        logits = model(batch.to(device))
    return logits.argmax(dim=1).cpu()
