# mistake: -
# function: ex2_classify.forward
# caught: ex2_classify.forward.device
# what: "cuda" written out instead of the argument
def forward(model, batch, device="cpu"):
    model = model.to("cuda")
    model.eval()
    with torch.no_grad():
        logits = model(batch.to("cuda"))
    return logits.cpu()
