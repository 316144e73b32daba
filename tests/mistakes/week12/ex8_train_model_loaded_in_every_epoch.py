# mistake: -
# function: ex8_finetune.train_model
# caught: ex8_finetune.train_model.record, ex8_finetune.train_model.best_epoch
# what: loads the best weights at the end of every epoch: training goes on from there
def train_model(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    history = []
    best_acc = -1.0
    best_weights = copy.deepcopy(model.state_dict())
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
            best_weights = copy.deepcopy(model.state_dict())
        model.load_state_dict(best_weights)
    return model, history
