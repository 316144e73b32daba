# mistake: 95
# function: ex8_finetune.train_one_epoch
# caught: ex8_finetune.train_one_epoch.own_gradients, ex8_finetune.train_one_epoch.train_mode
# what: no zero_grad: the gradients of all batches add up
def train_one_epoch(model, loader, criterion, optimizer, device="cpu"):
    model.to(device)
    model.train()
    running_loss, correct, total = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * inputs.size(0)
        correct += (outputs.argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    return running_loss / total, correct / total
