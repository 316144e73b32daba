# mistake: 86
# function: ex8_finetune.train_model
# caught: ex8_finetune.train_model.best_epoch, ex8_finetune.train_model.first_on_a_tie, ex8_finetune.train_model.buffers
# what: value.cpu() copies nothing when the model is on the CPU already
def train_model(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    history = []
    best_acc = -1.0
    best_weights = {name: value.cpu() for name, value in model.state_dict().items()}
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
        if val_acc > best_acc:
            best_acc = val_acc
            best_weights = {name: value.cpu() for name, value in model.state_dict().items()}
    model.load_state_dict(best_weights)
    return model, history
