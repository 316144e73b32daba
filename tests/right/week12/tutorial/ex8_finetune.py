# License: BSD. Author: Sasank Chilamkurthy (adapted)
import os
import time
from tempfile import TemporaryDirectory

import torch
import torch.backends.cudnn as cudnn
import torch.nn as nn
import torch.optim as optim
from torch.optim import lr_scheduler
from torchvision import datasets, models

cudnn.benchmark = True


def train_model(model, loaders, criterion, optimizer, scheduler, num_epochs=25, device="cpu"):
    since = time.time()
    model = model.to(device)
    dataset_sizes = {x: len(loaders[x].dataset) for x in ["train", "val"]}
    history = []

    # Create a temporary directory to save training checkpoints
    with TemporaryDirectory() as tempdir:
        best_model_params_path = os.path.join(tempdir, "best_model_params.pt")
        torch.save(model.state_dict(), best_model_params_path)
        best_acc = -1.0

        for epoch in range(num_epochs):
            print(f"Epoch {epoch}/{num_epochs - 1}")
            print("-" * 10)
            lr = optimizer.param_groups[0]["lr"]
            result = {}

            # Each epoch has a training and validation phase
            for phase in ["train", "val"]:
                if phase == "train":
                    model.train()  # Set model to training mode
                else:
                    model.eval()  # Set model to evaluate mode

                running_loss = 0.0
                running_corrects = 0

                for inputs, labels in loaders[phase]:
                    inputs = inputs.to(device)
                    labels = labels.to(device)

                    # zero the parameter gradients
                    optimizer.zero_grad()

                    # track history only in train
                    with torch.set_grad_enabled(phase == "train"):
                        outputs = model(inputs)
                        _, preds = torch.max(outputs, 1)
                        loss = criterion(outputs, labels)
                        if phase == "train":
                            loss.backward()
                            optimizer.step()

                    # statistics
                    running_loss += loss.item() * inputs.size(0)
                    running_corrects += torch.sum(preds == labels.data)
                if phase == "train":
                    scheduler.step()

                epoch_loss = running_loss / dataset_sizes[phase]
                epoch_acc = (running_corrects.double() / dataset_sizes[phase]).item()
                result[phase] = (epoch_loss, epoch_acc)
                print(f"{phase} Loss: {epoch_loss:.4f} Acc: {epoch_acc:.4f}")

                # deep copy the model
                if phase == "val" and epoch_acc > best_acc:
                    best_acc = epoch_acc
                    torch.save(model.state_dict(), best_model_params_path)

            history.append(
                {
                    "epoch": epoch,
                    "train_loss": result["train"][0],
                    "train_acc": result["train"][1],
                    "val_loss": result["val"][0],
                    "val_acc": result["val"][1],
                    "lr": lr,
                }
            )

        time_elapsed = time.time() - since
        print(f"Training complete in {time_elapsed // 60:.0f}m {time_elapsed % 60:.0f}s")
        print(f"Best val Acc: {best_acc:4f}")

        # load best model weights
        model.load_state_dict(torch.load(best_model_params_path, weights_only=True))
    return model, history


def run(model, loader, criterion, device, optimizer=None):
    total, hits, seen = 0.0, 0, 0
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        if optimizer is not None:
            optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        if optimizer is not None:
            loss.backward()
            optimizer.step()
        total += loss.data.cpu().numpy() * len(inputs)
        hits += (outputs.argmax(-1) == labels).float().sum().item()
        seen += len(inputs)
    return float(total / seen), hits / seen


def train_one_epoch(model, loader, criterion, optimizer, device="cpu"):
    model.to(device)
    model.train()
    return run(model, loader, criterion, device, optimizer)


@torch.no_grad()
def evaluate(model, loader, criterion, device="cpu"):
    was_training = model.training
    model.to(device)
    model.eval()
    result = run(model, loader, criterion, device)
    model.train(mode=was_training)
    return result


def param_groups(model, head_lr, backbone_lr):
    if isinstance(model, models.ResNet):
        head = model.fc
    elif isinstance(model, (models.AlexNet, models.VGG)):
        head = [m for m in model.classifier.modules() if isinstance(m, nn.Linear)][-1]
    elif isinstance(model, models.SqueezeNet):
        head = next(m for m in model.classifier if isinstance(m, nn.Conv2d))
    head_ids = list(map(id, head.parameters()))
    base_params = list(filter(lambda p: id(p) not in head_ids and p.requires_grad, model.parameters()))
    return [
        {"params": [p for p in head.parameters() if p.requires_grad], "lr": head_lr, "weight_decay": 0},
        {"params": base_params, "lr": backbone_lr, "weight_decay": 0},
    ]


print(
    "PyTorch Version:", torch.__version__, datasets.__name__, optim.SGD.__name__, lr_scheduler.StepLR.__name__
)
