# mistake: -
# function: ex8_finetune.train_one_epoch
# caught: ?
# what: adds up the losses and makes one step at the end of the epoch
def train_one_epoch(model, loader, criterion, optimizer, device="cpu"):
    model.to(device)
    model.train()
    losses, sizes, correct = [], [], 0
    optimizer.zero_grad()
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        outputs = model(inputs)
        losses.append(criterion(outputs, labels) * labels.size(0))
        sizes.append(labels.size(0))
        correct += (outputs.argmax(dim=1) == labels).sum().item()
    loss = sum(losses) / sum(sizes)
    loss.backward()
    optimizer.step()
    return loss.item(), correct / sum(sizes)
