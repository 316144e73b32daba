# mistake: -
# function: ex8_finetune.train_model
# caught: ex8_finetune.train_model.record, ex8_finetune.train_model.losses, ex8_finetune.train_model.learning_rate
# what: the same dictionary for every epoch: all rows are the last
def train_model(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    model = model.to(device)
    best_model_wts = copy.deepcopy(model.state_dict())
    best_acc = -1.0
    history = []
    record = {}
    for epoch in range(num_epochs):
        record["epoch"] = epoch
        record["lr"] = optimizer.param_groups[0]["lr"]
        for phase in ["train", "val"]:
            if phase == "train":
                model.train()
            else:
                model.eval()
            running_loss, running_corrects, seen = 0.0, 0, 0
            for inputs, labels in loaders[phase]:
                inputs = inputs.to(device)
                labels = labels.to(device)
                optimizer.zero_grad()
                with torch.set_grad_enabled(phase == "train"):
                    outputs = model(inputs)
                    _, preds = torch.max(outputs, 1)
                    loss = criterion(outputs, labels)
                    if phase == "train":
                        loss.backward()
                        optimizer.step()
                running_loss += loss.item() * inputs.size(0)
                running_corrects += torch.sum(preds == labels).item()
                seen += inputs.size(0)
            if phase == "train":
                scheduler.step()
            record[phase + "_loss"] = running_loss / seen
            record[phase + "_acc"] = running_corrects / seen
            if phase == "val" and record["val_acc"] > best_acc:
                best_acc = record["val_acc"]
                best_model_wts = copy.deepcopy(model.state_dict())
        history.append(record)
    model.load_state_dict(best_model_wts)
    return model, history
