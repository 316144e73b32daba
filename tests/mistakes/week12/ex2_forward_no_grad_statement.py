# mistake: -
# function: ex2_classify.forward
# caught: ex2_classify.forward.no_gradient
# what: torch.no_grad() as a statement, not with `with`: it does nothing
def forward(model, batch, device="cpu"):
    model = model.to(device)
    model.eval()
    torch.no_grad()
    logits = model(batch.to(device))
    return logits.cpu()
