# License: BSD
# Author: Sasank Chilamkurthy

from __future__ import print_function, division

import copy
import time

import torch
import torch.nn as nn
import torch.optim as optim
from torch.optim import lr_scheduler


def run_phase(model, phase, dataloader, criterion, optimizer, device):
    if phase == 'train':
        model.train()  # Set model to training mode
    else:
        model.eval()   # Set model to evaluate mode

    running_loss = 0.0
    running_corrects = 0

    # Iterate over data.
    for inputs, labels in dataloader:
        inputs = inputs.to(device)
        labels = labels.to(device)

        # zero the parameter gradients
        if phase == 'train':
            optimizer.zero_grad()

        # forward
        # track history if only in train
        with torch.set_grad_enabled(phase == 'train'):
            outputs = model(inputs)
            _, preds = torch.max(outputs, 1)
            loss = criterion(outputs, labels)

            # backward + optimize only if in training phase
            if phase == 'train':
                loss.backward()
                optimizer.step()

        # statistics
        running_loss += loss.item() * inputs.size(0)
        running_corrects += torch.sum(preds == labels.data)

    dataset_size = len(dataloader.dataset)
    epoch_loss = running_loss / dataset_size
    epoch_acc = running_corrects.double() / dataset_size
    return epoch_loss, epoch_acc


def train_one_epoch(model, loader, criterion, optimizer, device="cpu"):
    model = model.to(device)
    loss, acc = run_phase(model, 'train', loader, criterion, optimizer, device)
    return loss, acc.item()


def evaluate(model, loader, criterion, device="cpu"):
    model = model.to(device)
    loss, acc = run_phase(model, 'val', loader, criterion, None, device)
    return loss, acc.item()


def train_model(model, dataloaders, criterion, optimizer, scheduler, num_epochs=25, device="cpu"):
    since = time.time()
    model = model.to(device)

    best_model_wts = copy.deepcopy(model.state_dict())
    best_acc = -1.0
    history = []

    for epoch in range(num_epochs):
        print('Epoch {}/{}'.format(epoch, num_epochs - 1))
        print('-' * 10)
        record = {'epoch': epoch, 'lr': scheduler.get_last_lr()[0]}

        # Each epoch has a training and validation phase
        for phase in ['train', 'val']:
            epoch_loss, epoch_acc = run_phase(
                model, phase, dataloaders[phase], criterion, optimizer, device)
            if phase == 'train':
                scheduler.step()

            print('{} Loss: {:.4f} Acc: {:.4f}'.format(
                phase, epoch_loss, epoch_acc))
            record[phase + '_loss'] = epoch_loss
            record[phase + '_acc'] = epoch_acc.item()

            # deep copy the model
            if phase == 'val' and epoch_acc > best_acc:
                best_acc = epoch_acc
                best_model_wts = copy.deepcopy(model.state_dict())

        history.append(record)
        print()

    time_elapsed = time.time() - since
    print('Training complete in {:.0f}m {:.0f}s'.format(
        time_elapsed // 60, time_elapsed % 60))
    print('Best val Acc: {:4f}'.format(best_acc))

    # load best model weights
    model.load_state_dict(best_model_wts)
    return model, history


def param_groups(model, head_lr, backbone_lr):
    if hasattr(model, 'fc'):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    ids = list(map(id, head.parameters()))
    base_params = filter(lambda p: id(p) not in ids and p.requires_grad, model.parameters())
    return [
        {'params': [p for p in head.parameters() if p.requires_grad], 'lr': head_lr},
        {'params': base_params, 'lr': backbone_lr},
    ]
