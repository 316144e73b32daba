# mistake: 90
# function: ex8_finetune.train_model
# caught: ?
# what: max over the pairs (accuracy, epoch): a tie keeps the later epoch
def train_model(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    history = []
    snapshots = []
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        history.append(
            {
                "epoch": epoch,
                "train_loss": train_loss,
                "train_acc": train_acc,
                "val_loss": val_loss,
                "val_acc": val_acc,
                "lr": lr,
            }
        )
        snapshots.append(copy.deepcopy(model.state_dict()))
    _, best = max((row["val_acc"], row["epoch"]) for row in history)
    model.load_state_dict(snapshots[best])
    return model, history
