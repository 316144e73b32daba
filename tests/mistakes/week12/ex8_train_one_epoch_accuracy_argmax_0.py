# mistake: -
# function: ex8_finetune.train_one_epoch
# caught: ex8_finetune.train_one_epoch.one_batch, ex8_finetune.train_one_epoch.accuracy
# what: argmax over the batch instead of the classes
def train_one_epoch(model, loader, criterion, optimizer, device="cpu"):
    model.to(device)
    model.train()
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * inputs.size(0)
        for pred, label in zip(outputs.argmax(dim=0), labels):
            correct += int(pred == label)
        total += labels.size(0)
    return running_loss / total, correct / total
