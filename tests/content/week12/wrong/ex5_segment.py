"""Wrong solutions of ex5_segment: segment, color_palette, colorize, cut_out, mean_iou."""

from grader.audit.wrong import wrong


@wrong(caught="one_image, several_images, background", mistake="scores_argmax_dim_0")
def segment__argmax_0(model, batch):
    """argmax over the batch: [C, H, W]"""
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"]
    return out.argmax(0)


@wrong(caught="one_image", mistake="scores_saturated")
def segment__clamped(model, batch):
    """scores above 50 are all the same"""
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"].clamp(-50, 50)
    return out.argmax(1)


@wrong(caught="several_images")
def segment__classes_of_voc(model, batch):
    """never more than the 21 classes of PASCAL VOC"""
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"][:, :21]
    return out.argmax(1)


@wrong(caught="nothing_changed", mistake="process_left_changed")
def segment__default_dtype(model, batch):
    """leaves another default dtype behind"""
    torch.set_default_dtype(torch.float64)
    model.eval()
    with torch.no_grad():
        return model(batch)["out"].argmax(1)


@wrong(caught="one_image", mistake="scores_saturated")
def segment__exp_overflows(model, batch):
    """a softmax by hand: exp() of large scores is inf, and inf / inf is nan"""
    model.eval()
    with torch.no_grad():
        e = model(batch)["out"].exp()
    return (e / e.sum(1, keepdim=True)).argmax(1)


@wrong(caught="nothing_changed", mistake="gradients_thrown_away")
def segment__gradients_forgotten(model, batch):
    """zero_grad throws away gradients of the caller"""
    model.eval()
    model.zero_grad()
    with torch.no_grad():
        return model(batch)["out"].argmax(1)


@wrong(caught="nothing_changed", mistake="process_left_changed")
def segment__gradients_off(model, batch):
    """gradients stay switched off in the whole process"""
    model.eval()
    torch.set_grad_enabled(False)
    return model(batch)["out"].argmax(1)


@wrong(caught="nothing_changed", mistake="forward_hook_left")
def segment__hook_left(model, batch):
    """the scores are caught by a hook that stays"""
    model.eval()
    found = []
    model.classifier.register_forward_hook(lambda module, args, out: found.append(out))
    with torch.no_grad():
        model(batch)
    return found[0].argmax(1)


@wrong(caught="several_images", mistake="class_ids_wrapped")
def segment__ids_through_uint8(model, batch):
    """uint8 in between: class 256 is class 0"""
    model.eval()
    with torch.no_grad():
        return model(batch)["out"].argmax(1).byte().long()


@wrong(caught="one_image, several_images, no_gradient", mistake="class_ids_shifted")
def segment__one_too_many(model, batch):
    """classes are counted from 1"""
    model.eval()
    with torch.no_grad():
        return model(batch)["out"].argmax(1) + 1


@wrong(caught="one_image, several_images", mistake="class_ids_shifted")
def segment__one_too_few(model, batch):
    """the background is class -1"""
    model.eval()
    with torch.no_grad():
        return model(batch)["out"].argmax(1) - 1


@wrong(caught="one_image, several_images, background", mistake="scores_for_class_ids")
def segment__scores(model, batch):
    """the scores themselves"""
    model.eval()
    with torch.no_grad():
        return model(batch)["out"]


@wrong(caught="dropout", mistake="layers_in_train_mode")
def segment__only_backbone_eval(model, batch):
    """the classifier stays in train mode"""
    model.backbone.eval()
    with torch.no_grad():
        return model(batch)["out"].argmax(1)


@wrong(caught="nothing_changed", mistake="process_left_changed")
def segment__seed_set(model, batch):
    """seeds the generator of the whole process"""
    torch.manual_seed(0)
    model.eval()
    with torch.no_grad():
        return model(batch)["out"].argmax(1)


@wrong(caught="one_image", mistake="scores_saturated")
def segment__sigmoid(model, batch):
    """sigmoid is 1 for all large scores"""
    model.eval()
    with torch.no_grad():
        return torch.sigmoid(model(batch)["out"]).argmax(1)


@wrong(caught="nothing_changed")
def segment__aux_removed(model, batch):
    """takes the auxiliary part out of the model of the caller"""
    model.eval()
    model.aux_classifier = None
    with torch.no_grad():
        return model(batch)["out"].argmax(1)


@wrong(caught="one_image, several_images, background", mistake="class_ids_converted")
def segment__byte(model, batch):
    """uint8, "for the picture" """
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"]
    return out.argmax(1).byte()


@wrong(caught="no_gradient", mistake="no_grad_missing")
def segment__detach_after(model, batch):
    """detach() of the scores instead of no_grad"""
    model.eval()
    out = model(batch)["out"].detach()
    return out.argmax(1)


@wrong(caught="batch_norm, dropout", mistake="layers_in_train_mode")
def segment__eval_root_only(model, batch):
    """model.training = False reaches the model only, not its layers"""
    model.training = False
    with torch.no_grad():
        out = model(batch)["out"]
    return out.argmax(1)


@wrong(caught="one_image, several_images, background", mistake="batch_dim_dropped")
def segment__first_image(model, batch):
    """out[0].argmax(0), as in the tutorial: only the first image, [H, W]"""
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"][0]
    return out.argmax(0)


@wrong(caught="one_image, several_images, background", mistake="first_image_then_dim_1")
def segment__first_then_dim_1(model, batch):
    """out[0].argmax(1): over the rows, [C, W]"""
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"][0]
    return out.argmax(1)


@wrong(caught="background", mistake="background_score_left_out")
def segment__foreground_only(model, batch):
    """class 0 can never win"""
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"][:, 1:]
    return out.argmax(1) + 1


@wrong(caught="nothing_changed", mistake="model_frozen_for_good")
def segment__frozen(model, batch):
    """freezes the caller's model instead of no_grad"""
    model.eval()
    for p in model.parameters():
        p.requires_grad = False
    return model(batch)["out"].argmax(1)


@wrong(caught="one_image, several_images, background", mistake="extra_dim_kept")
def segment__keepdim(model, batch):
    """keepdim=True: [N, 1, H, W]"""
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"]
    return out.argmax(1, keepdim=True)


@wrong(caught="one_image, several_images", mistake="argmax_over_pixels")
def segment__last_dimension(model, batch):
    """argmax(-1): over the columns, [N, C, H]"""
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"]
    return out.argmax(-1)


@wrong(caught="aux, nothing_changed", mistake="aux_output_taken")
def segment__last_value(model, batch):
    """the last value of the dictionary: "aux" when there is one"""
    model.eval()
    with torch.no_grad():
        out = list(model(batch).values())[-1]
    return out.argmax(1)


@wrong(caught="one_image, several_images, background", mistake="max_values_for_indices")
def segment__max_values(model, batch):
    """max(1)[0]: the scores, not the class numbers"""
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"]
    return out.max(1)[0]


@wrong(caught="batch_norm, dropout", mistake="layers_in_train_mode")
def segment__no_eval(model, batch):
    """no eval()"""
    with torch.no_grad():
        out = model(batch)["out"]
    return out.argmax(1)


@wrong(caught="no_gradient", mistake="no_grad_missing")
def segment__no_no_grad(model, batch):
    """no no_grad"""
    model.eval()
    out = model(batch)["out"]
    return out.argmax(1)


@wrong(caught="one_image, several_images, background", mistake="out_key_forgotten")
def segment__no_out(model, batch):
    """argmax of the dictionary"""
    model.eval()
    with torch.no_grad():
        return model(batch).argmax(1)


@wrong(caught="dropout", mistake="layers_in_train_mode")
def segment__only_norm_eval(model, batch):
    """only batch normalisation is put into eval mode"""
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
    with torch.no_grad():
        return model(batch)["out"].argmax(1)


@wrong(caught="one_image", mistake="batch_dim_dropped")
def segment__squeezed(model, batch):
    """squeeze(): a batch of one loses its dimension"""
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"]
    return out.argmax(1).squeeze()


@wrong(caught="nothing_changed", mistake="model_frozen_for_good")
def segment__thawed(model, batch):
    """freezes for the forward pass and then thaws everything, also what was frozen before"""
    model.eval().requires_grad_(False)
    ids = model(batch)["out"].argmax(1)
    model.requires_grad_(True)
    return ids


@wrong(caught="nothing_changed", mistake="train_called_afterwards")
def segment__train_afterwards(model, batch):
    """always goes back to train mode"""
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"]
    model.train()
    return out.argmax(1)


@wrong(caught="one_image, several_images", mistake="batch_unsqueezed_again")
def segment__unsqueezed(model, batch):
    """unsqueeze(0) of the batch, as if it were one image"""
    model.eval()
    with torch.no_grad():
        out = model(batch.unsqueeze(0))["out"]
    return out.argmax(1)


@wrong(caught="colours, by_default, many_classes", mistake="class_count_fixed")
def color_palette__always_21(num_classes=21):
    """num_classes is ignored"""
    numbers = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    colors = torch.arange(21)[:, None] * numbers
    return (colors % 255).to(torch.uint8)


@wrong(caught="colours, by_default", mistake="class_count_fixed")
def color_palette__as_before(num_classes=21):
    """a palette that was long enough once is given again"""
    if len(getattr(color_palette, "last", ())) < num_classes:
        numbers = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
        color_palette.last = (torch.arange(num_classes)[:, None] * numbers % 255).to(torch.uint8)
    return color_palette.last


@wrong(caught="many_classes", mistake="class_ids_wrapped")
def color_palette__ids_in_uint8(num_classes=21):
    """class 256 is class 0"""
    ids = np.arange(num_classes).astype(np.uint8).astype(np.int64)
    return (ids[:, None] * np.array([2**25 - 1, 2**15 - 1, 2**21 - 1]) % 255).astype(np.uint8)


@wrong(caught="colours, by_default, many_classes", mistake="reshape_for_permute")
def color_palette__reshaped(num_classes=21):
    """[3, num_classes] is reshaped, not turned"""
    numbers = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    colors = numbers[:, None] * torch.arange(num_classes) % 255
    return colors.reshape(num_classes, 3).to(torch.uint8)


@wrong(caught="colours", mistake="classes_not_in_rows")
def color_palette__squeezed(num_classes=21):
    """a single class loses its dimension"""
    numbers = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    return (torch.arange(num_classes)[:, None] * numbers % 255).to(torch.uint8).squeeze()


@wrong(caught="by_default", mistake="process_left_changed")
def color_palette__default_dtype(num_classes=21):
    """leaves another default dtype behind"""
    torch.set_default_dtype(torch.float64)
    numbers = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    return (torch.arange(num_classes)[:, None] * numbers % 255).to(torch.uint8)


@wrong(caught="colours, by_default, many_classes", mistake="background_dropped")
def color_palette__background_dropped(num_classes=21):
    """begins at class 1: everything is shifted by one"""
    numbers = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    colors = torch.arange(1, num_classes + 1)[:, None] * numbers
    return (colors % 255).to(torch.uint8)


@wrong(caught="by_default", mistake="class_count_fixed")
def color_palette__default_20(num_classes=20):
    """the default is 20 classes, without the background"""
    numbers = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    colors = torch.arange(num_classes)[:, None] * numbers
    return (colors % 255).to(torch.uint8)


@wrong(caught="colours, by_default, many_classes", mistake="float32_for_large_ints")
def color_palette__float32(num_classes=21):
    """float32 cannot hold such large whole numbers"""
    numbers = torch.tensor([2.0**25 - 1, 2.0**15 - 1, 2.0**21 - 1])
    colors = torch.arange(num_classes).float()[:, None] * numbers
    return (colors % 255).to(torch.uint8)


@wrong(caught="many_classes", mistake="int32_overflow")
def color_palette__int32(num_classes=21):
    """int32: the product overflows from class 64 on"""
    numbers = np.array([2**25 - 1, 2**15 - 1, 2**21 - 1], dtype=np.int32)
    ids = np.arange(num_classes, dtype=np.int32).reshape(-1, 1)
    return (ids * numbers % 255).astype(np.uint8)


@wrong(caught="colours, by_default, many_classes", mistake="not_cast_to_uint8")
def color_palette__int64(num_classes=21):
    """int64, not uint8"""
    numbers = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    return torch.arange(num_classes)[:, None] * numbers % 255


@wrong(caught="colours, by_default, many_classes", mistake="modulo_256")
def color_palette__modulo_256(num_classes=21):
    """% 256"""
    numbers = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    colors = torch.arange(num_classes)[:, None] * numbers
    return (colors % 256).to(torch.uint8)


@wrong(caught="colours, by_default", mistake="minus_1_forgotten")
def color_palette__powers_of_2(num_classes=21):
    """2 ** 25 and so on, without - 1"""
    palette = torch.tensor([2**25, 2**15, 2**21])
    colors = torch.as_tensor(list(range(num_classes)))[:, None] * palette
    return (colors % 255).numpy().astype("uint8")


@wrong(caught="colours, by_default, many_classes", mistake="rgb_order_changed")
def color_palette__sorted_numbers(num_classes=21):
    """the three numbers in the order of their size"""
    numbers = torch.tensor([2**15 - 1, 2**21 - 1, 2**25 - 1])
    colors = torch.arange(num_classes)[:, None] * numbers
    return (colors % 255).to(torch.uint8)


@wrong(caught="colours, by_default", mistake="classes_not_in_rows")
def color_palette__transposed(num_classes=21):
    """a row for each of R, G and B: [3, num_classes]"""
    palette = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    colors = palette[:, None] * torch.arange(num_classes)
    return (colors % 255).numpy().astype("uint8")


@wrong(caught="colours, by_default, many_classes", mistake="voc_palette_used")
def color_palette__voc(num_classes=21):
    """the palette of PASCAL VOC, as it is found everywhere"""
    palette = np.zeros((num_classes, 3), dtype=np.uint8)
    for i in range(num_classes):
        r = g = b = 0
        c = i
        for j in range(8):
            r |= (c & 1) << (7 - j)
            g |= (c >> 1 & 1) << (7 - j)
            b |= (c >> 2 & 1) << (7 - j)
            c >>= 3
        palette[i] = (r, g, b)
    return palette


@wrong(caught="arguments_unchanged", mistake="arguments_overwritten")
def colorize__background_marked(mask, palette, size):
    """the background of the caller's mask is marked as unknown afterwards"""
    picture = Image.fromarray(np.asarray(palette)[np.asarray(mask)]).resize(size, Image.NEAREST)
    mask[mask == 0] = 255
    return picture


@wrong(caught="size_of_mask, larger, smaller", mistake="tensor_and_array_mixed_up")
def colorize__mask_astype(mask, palette, size):
    """mask.astype: the mask is a tensor"""
    return Image.fromarray(np.asarray(palette)[mask.astype(int)]).resize(size, Image.NEAREST)


@wrong(caught="size_of_mask, larger, smaller", mistake="reshape_for_permute")
def colorize__reshaped(mask, palette, size):
    """[3, H, W] is reshaped to [H, W, 3], not permuted"""
    colors = torch.as_tensor(palette)[mask].permute(2, 0, 1)
    picture = torch.nn.functional.interpolate(colors[None].float(), size[::-1])[0]
    return Image.fromarray(picture.reshape(size[1], size[0], 3).byte().numpy())


@wrong(caught="size_of_mask, larger, smaller", mistake="reshape_for_permute")
def colorize__reshaped_to_planes(mask, palette, size):
    """[H, W, 3] is reshaped to [3, H, W], not permuted"""
    planes = torch.as_tensor(palette)[mask].reshape(3, *mask.shape)
    picture = torch.nn.functional.interpolate(planes[None].float(), size[::-1])[0]
    return Image.fromarray(picture.permute(1, 2, 0).byte().numpy())


@wrong(caught="larger, other_shape")
def colorize__rounded_up(mask, palette, size):
    """places are rounded up: up to a whole pixel away"""
    ids = np.asarray(mask)
    rows = np.ceil(np.arange(size[1]) * ids.shape[0] / size[1]).astype(int).clip(0, ids.shape[0] - 1)
    columns = np.ceil(np.arange(size[0]) * ids.shape[1] / size[0]).astype(int).clip(0, ids.shape[1] - 1)
    return Image.fromarray(np.asarray(palette)[ids[rows][:, columns]])


@wrong(caught="size_of_mask, larger, smaller", mistake="palette_row_shifted")
def colorize__shifted_up(mask, palette, size):
    """palette[mask + 1]"""
    colors = np.asarray(palette)[(np.asarray(mask) + 1) % len(palette)]
    return Image.fromarray(colors).resize(size, Image.NEAREST)


@wrong(caught="other_shape")
def colorize__squeezed(mask, palette, size):
    """a mask of one row loses a dimension"""
    colors = np.asarray(palette)[np.asarray(mask).squeeze()]
    return Image.fromarray(colors).resize(size, Image.NEAREST)


@wrong(caught="larger, smaller, other_shape", mistake="resized_by_interpolation")
def colorize__bilinear_mask(mask, palette, size):
    """the mask is resized bilinearly: invented class numbers"""
    ids = Image.fromarray(np.asarray(mask).astype(np.uint8)).resize(size, Image.BILINEAR)
    return Image.fromarray(np.asarray(palette)[np.array(ids)])


@wrong(caught="larger, smaller, other_shape", mistake="resized_by_interpolation")
def colorize__default_resize_picture(mask, palette, size):
    """the coloured picture is resized without a method: mixed colours"""
    colors = np.asarray(palette)[np.asarray(mask)]
    return Image.fromarray(colors).resize(size)


@wrong(caught="size_of_mask, larger, smaller", mistake="fractional_class_ids")
def colorize__float_mask(mask, palette, size):
    """interpolate wants float: the mask is float afterwards"""
    mask = torch.nn.functional.interpolate(mask[None, None].float(), (size[1], size[0]), mode="nearest")
    return Image.fromarray(np.asarray(palette)[mask[0, 0].numpy()])


@wrong(caught="size_of_mask, larger, smaller", mistake="class_numbers_as_grey")
def colorize__grey(mask, palette, size):
    """the class numbers as a grey picture, without the palette"""
    picture = Image.fromarray(mask.byte().numpy())
    return picture.resize(size, Image.NEAREST).convert("RGB")


@wrong(caught="size_of_mask, larger, smaller")
def colorize__int8(mask, palette, size):
    """class numbers in int8: above 127 they are negative"""
    ids = np.asarray(mask).astype(np.int8)
    return Image.fromarray(np.asarray(palette)[ids]).resize(size, Image.NEAREST)


@wrong(caught="larger, smaller, other_shape", mistake="resized_to_other_size")
def colorize__integer_factor(mask, palette, size):
    """enlarged by a whole factor with np.repeat: right only when the sizes divide"""
    ids = np.asarray(mask)
    rows, columns = max(1, size[1] // ids.shape[0]), max(1, size[0] // ids.shape[1])
    ids = ids.repeat(rows, axis=0).repeat(columns, axis=1)
    return Image.fromarray(np.asarray(palette)[ids])


@wrong(caught="larger, other_shape")
def colorize__linspace_floor(mask, palette, size):
    """rows of np.linspace are cut to integers: the last row and column nearly vanish"""
    ids = np.asarray(mask)
    rows = np.linspace(0, ids.shape[0] - 1, size[1]).astype(int)
    columns = np.linspace(0, ids.shape[1] - 1, size[0]).astype(int)
    return Image.fromarray(np.asarray(palette)[ids[rows][:, columns]])


@wrong(caught="size_of_mask, palette_kinds", mistake="own_colours_used")
def colorize__own_palette(mask, palette, size):
    """the palette of the function before, not the one given"""
    colors = np.asarray(color_palette(len(palette)))
    return Image.fromarray(colors[mask.numpy()]).resize(size, Image.NEAREST)


@wrong(caught="palette_kinds", mistake="tensor_and_array_mixed_up")
def colorize__palette_astype(mask, palette, size):
    """palette.astype: fails when the palette is a tensor"""
    colors = palette.astype("uint8")[np.asarray(mask)]
    return Image.fromarray(colors).resize(size, Image.NEAREST)


@wrong(caught="size_of_mask, larger, smaller")
def colorize__palette_changed(mask, palette, size):
    """class 0 is made black in the caller's palette"""
    palette[0] = 0
    return Image.fromarray(np.asarray(palette)[np.asarray(mask)]).resize(size, Image.NEAREST)


@wrong(caught="palette_kinds", mistake="tensor_and_array_mixed_up")
def colorize__putpalette_array_only(mask, palette, size):
    """palette.numpy(): fails when the palette is an array"""
    picture = Image.fromarray(np.asarray(mask).astype(np.uint8)).resize(size, Image.NEAREST)
    picture.putpalette(palette.numpy().flatten().tolist())
    return picture


@wrong(caught="size_of_mask, larger, smaller", mistake="colour_channels_mixed_up")
def colorize__putpalette_channels(mask, palette, size):
    """putpalette with the channels one after another"""
    picture = Image.fromarray(np.asarray(mask).astype(np.uint8)).resize(size, Image.NEAREST)
    picture.putpalette(np.asarray(palette).T.flatten().tolist())
    return picture


@wrong(caught="larger, smaller, other_shape")
def colorize__quantized(mask, palette, size):
    """mixed colours are put back to the nearest colour of the palette"""
    colors = np.asarray(palette)
    picture = np.asarray(Image.fromarray(colors[np.asarray(mask)]).resize(size, Image.BILINEAR))
    distance = ((picture[:, :, None].astype(int) - colors.astype(int)) ** 2).sum(axis=-1)
    return Image.fromarray(colors[distance.argmin(axis=-1)])


@wrong(caught="size_of_mask, larger, other_shape, palette_kinds, arguments_unchanged")
def colorize__scaled_mask(mask, palette, size):
    """the mask is stretched to 0..255 before the look-up"""
    ids = np.asarray(mask).astype(np.float32)
    ids = (ids / max(ids.max(), 1) * (len(palette) - 1)).astype(np.int64)
    picture = Image.fromarray(np.asarray(palette)[ids])
    return picture.resize(size, Image.NEAREST)


@wrong(caught="size_of_mask, larger, smaller", mistake="palette_row_shifted")
def colorize__shifted(mask, palette, size):
    """the background has no colour: palette[mask - 1]"""
    colors = np.asarray(palette)[np.asarray(mask).astype(np.int64) - 1]
    return Image.fromarray(colors).resize(size, Image.NEAREST)


@wrong(caught="larger, smaller, other_shape", mistake="width_height_swapped")
def colorize__size_swapped(mask, palette, size):
    """(height, width) instead of (width, height)"""
    picture = Image.fromarray(np.asarray(palette)[np.asarray(mask)])
    return picture.resize((size[1], size[0]), Image.NEAREST)


@wrong(caught="size_of_mask, larger, smaller", mistake="to_tensor_on_mask")
def colorize__totensor_mask(mask, palette, size):
    """ToTensor on the mask: class 15 becomes 0.0588, then 0"""
    from torchvision import transforms

    picture = Image.fromarray(np.asarray(mask).astype(np.uint8)).resize(size, Image.NEAREST)
    ids = transforms.ToTensor()(picture)[0].long()
    return Image.fromarray(np.asarray(palette)[ids.numpy()])


@wrong(caught="size_of_mask, larger, smaller", mistake="rows_columns_swapped")
def colorize__transposed(mask, palette, size):
    """the mask lies on its side"""
    picture = Image.fromarray(np.asarray(palette)[np.asarray(mask).T])
    return picture.resize(size, Image.NEAREST)


@wrong(caught="any_class")
def cut_out__absent_class(image, mask, class_id, background=(255, 255, 255)):
    """an absent class leaves the whole picture"""
    pixels = np.array(image.convert("RGB"))
    if bool((mask == class_id).any()):
        pixels[np.asarray(mask) != class_id] = background
    return Image.fromarray(pixels)


@wrong(caught="rgb_image, by_default, grey_image", mistake="made_transparent_only")
def cut_out__alpha(image, mask, class_id, background=(255, 255, 255)):
    """putalpha alone: an RGBA picture"""
    result = image.convert("RGB")
    result.putalpha(Image.fromarray(((np.asarray(mask) == class_id) * 255).astype(np.uint8)))
    return result


@wrong(caught="rgb_image, grey_image", mistake="background_not_as_given")
def cut_out__background_backwards(image, mask, class_id, background=(255, 255, 255)):
    """the background as BGR"""
    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) != class_id] = background[::-1]
    return Image.fromarray(pixels)


@wrong(caught="rgb_image, by_default, grey_image", mistake="channel_dim_misplaced")
def cut_out__channels_first(image, mask, class_id, background=(255, 255, 255)):
    """the mask [H, W] picks in [3, H, W]"""
    pixels = np.array(image.convert("RGB")).transpose(2, 0, 1)
    pixels[np.asarray(mask) != class_id] = background
    return Image.fromarray(pixels.transpose(1, 2, 0))


@wrong(caught="any_class")
def cut_out__int8(image, mask, class_id, background=(255, 255, 255)):
    """class numbers above 127 are negative in int8"""
    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask).astype(np.int8) != class_id] = background
    return Image.fromarray(pixels)


@wrong(
    caught="rgb_image, by_default, grey_image, other_modes, any_class, any_colour, arguments_unchanged",
    mistake="other_classes_kept",
)
def cut_out__at_most(image, mask, class_id, background=(255, 255, 255)):
    """<= : lower classes stay too"""
    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) > class_id] = background
    return Image.fromarray(pixels)


@wrong(caught="any_class")
def cut_out__only_background(image, mask, class_id, background=(255, 255, 255)):
    """a mask without any object leaves the whole picture"""
    if int(mask.max()) == 0:
        return image.convert("RGB")
    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) != class_id] = background
    return Image.fromarray(pixels)


@wrong(caught="rgb_image, by_default, grey_image", mistake="made_transparent_only")
def cut_out__original_returned(image, mask, class_id, background=(255, 255, 255)):
    """the changed array is not what comes back"""
    result = image.convert("RGB")
    pixels = np.array(result)
    pixels[np.asarray(mask) != class_id] = background
    return result


@wrong(caught="rgb_image, by_default, other_modes")
def cut_out__rgba_result(image, mask, class_id, background=(255, 255, 255)):
    """right colours, but RGBA"""
    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) != class_id] = background
    return Image.fromarray(pixels).convert("RGBA")


@wrong(caught="any_class")
def cut_out__squeezed(image, mask, class_id, background=(255, 255, 255)):
    """a picture of one row loses a dimension"""
    pixels = np.array(image.convert("RGB")).squeeze()
    pixels[np.asarray(mask).squeeze() != class_id] = background
    return Image.fromarray(pixels)


@wrong(caught="rgb_image, by_default, grey_image", mistake="picture_not_uint8")
def cut_out__where_int64(image, mask, class_id, background=(255, 255, 255)):
    """np.where with a tuple gives int64, which no picture has"""
    pixels = np.array(image.convert("RGB"))
    return Image.fromarray(np.where((np.asarray(mask) == class_id)[..., None], pixels, background))


@wrong(caught="rgb_image, by_default, grey_image", mistake="channel_dim_misplaced")
def cut_out__where_without_channels(image, mask, class_id, background=(255, 255, 255)):
    """np.where with [H, W] and [H, W, 3]"""
    pixels = np.array(image.convert("RGB"))
    return Image.fromarray(np.where(np.asarray(mask) == class_id, pixels, background).astype(np.uint8))


@wrong(caught="rgb_image, by_default, grey_image", mistake="channel_dim_misplaced")
def cut_out__where_without_channels_torch(image, mask, class_id, background=(255, 255, 255)):
    """torch.where with [H, W] and [H, W, 3]"""
    pixels = torch.from_numpy(np.array(image.convert("RGB")))
    return Image.fromarray(torch.where(mask == class_id, pixels, torch.tensor(background)).byte().numpy())


@wrong(caught="other_modes")
def cut_out__three_channels_are_rgb(image, mask, class_id, background=(255, 255, 255)):
    """whatever has three channels is taken for RGB"""
    pixels = np.array(image)
    if pixels.ndim != 3 or pixels.shape[2] != 3:
        pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) != class_id] = background
    return Image.fromarray(pixels)


@wrong(caught="rgb_image, by_default, grey_image", mistake="made_transparent_only")
def cut_out__alpha_then_rgb(image, mask, class_id, background=(255, 255, 255)):
    """putalpha, then convert("RGB"), which forgets the alpha"""
    keep = Image.fromarray(((np.asarray(mask) == class_id) * 255).astype(np.uint8))
    result = image.convert("RGBA")
    result.putalpha(keep)
    return result.convert("RGB")


@wrong(caught="rgb_image, by_default, grey_image", mistake="array_for_pil_image")
def cut_out__array(image, mask, class_id, background=(255, 255, 255)):
    """an array, not a PIL image"""
    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) != class_id] = background
    return pixels


@wrong(
    caught="rgb_image, by_default, grey_image, other_modes, any_colour, arguments_unchanged",
    mistake="other_classes_kept",
)
def cut_out__at_least(image, mask, class_id, background=(255, 255, 255)):
    """>= : higher classes stay too"""
    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) < class_id] = background
    return Image.fromarray(pixels)


@wrong(caught="by_default", mistake="background_not_as_given")
def cut_out__background_or_white(image, mask, class_id, background=(255, 255, 255)):
    """black is taken for "not given" """
    if not any(background):
        background = (255, 255, 255)
    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) != class_id] = background
    return Image.fromarray(pixels)


@wrong(caught="any_colour", mistake="colour_as_mask")
def cut_out__white_as_key(image, mask, class_id, background=(255, 255, 255)):
    """white marks what is removed: white pixels of the object are lost too"""
    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) != class_id] = 255
    pixels[(pixels == 255).all(axis=2)] = background
    return Image.fromarray(pixels)


@wrong(caught="other_modes, any_colour", mistake="colour_as_mask")
def cut_out__black_as_key(image, mask, class_id, background=(255, 255, 255)):
    """black marks what is removed: black pixels of the object are lost too"""
    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) != class_id] = 0
    black = (pixels == 0).all(axis=2)
    pixels[black] = background
    return Image.fromarray(pixels)


@wrong(caught="any_class", mistake="class_0_as_none")
def cut_out__class_0_falsy(image, mask, class_id, background=(255, 255, 255)):
    """class_id 0 is taken for "none": everything stays"""
    pixels = np.array(image.convert("RGB"))
    if class_id:
        pixels[np.asarray(mask) != class_id] = background
    return Image.fromarray(pixels)


@wrong(caught="other_modes", mistake="not_converted_to_rgb")
def cut_out__grey_only_converted(image, mask, class_id, background=(255, 255, 255)):
    """only "L" is converted"""
    if image.mode == "L":
        image = image.convert("RGB")
    pixels = np.array(image)
    pixels[np.asarray(mask) != class_id] = background
    return Image.fromarray(pixels)


@wrong(caught="arguments_unchanged", mistake="image_or_mask_overwritten")
def cut_out__in_place(image, mask, class_id, background=(255, 255, 255)):
    """paints on the caller's image"""
    if image.mode != "RGB":
        image = image.convert("RGB")
    other = Image.fromarray(((np.asarray(mask) != class_id) * 255).astype(np.uint8))
    image.paste(background, (0, 0), other)
    return image


@wrong(
    caught="rgb_image, by_default, grey_image, other_modes, any_colour, arguments_unchanged",
    mistake="object_removed_rest_kept",
)
def cut_out__inverted(image, mask, class_id, background=(255, 255, 255)):
    """the object is removed, the rest stays"""
    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) == class_id] = background
    return Image.fromarray(pixels)


@wrong(caught="rgb_image, by_default, grey_image")
def cut_out__jpeg(image, mask, class_id, background=(255, 255, 255)):
    """goes through a JPEG file: colours are only nearly right"""
    import io

    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) != class_id] = background
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=95)
    return Image.open(buffer)


@wrong(caught="arguments_unchanged", mistake="image_or_mask_overwritten")
def cut_out__mask_changed(image, mask, class_id, background=(255, 255, 255)):
    """the mask is turned into 0 and 1 in place"""
    keep = mask == class_id
    mask[keep] = 1
    mask[~keep] = 0
    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) == 0] = background
    return Image.fromarray(pixels)


@wrong(caught="rgb_image, by_default, grey_image", mistake="mask_read_as_xy")
def cut_out__mask_transposed(image, mask, class_id, background=(255, 255, 255)):
    """mask[x, y]"""
    result = image.convert("RGB").copy()
    width, height = result.size
    for x in range(width):
        for y in range(height):
            if int(mask[x][y]) != class_id:
                result.putpixel((x, y), background)
    return result


@wrong(caught="grey_image, other_modes", mistake="not_converted_to_rgb")
def cut_out__no_convert(image, mask, class_id, background=(255, 255, 255)):
    """no convert: grey, palette and RGBA images fail or come out wrong"""
    pixels = np.array(image)
    pixels[np.asarray(mask) != class_id] = background
    return Image.fromarray(pixels)


@wrong(caught="rgb_image, by_default, grey_image", mistake="read_only_array")
def cut_out__read_only(image, mask, class_id, background=(255, 255, 255)):
    """an array from bytes is read-only: ValueError"""
    image = image.convert("RGB")
    pixels = np.frombuffer(image.tobytes(), dtype=np.uint8).reshape(image.height, image.width, 3)
    pixels[np.asarray(mask) != class_id] = background
    return Image.fromarray(pixels)


@wrong(caught="any_class", mistake="class_0_as_none")
def cut_out__zero_for_others(image, mask, class_id, background=(255, 255, 255)):
    """other classes become 0: class 0 itself cannot be cut out"""
    ids = np.array(mask)
    ids[ids != class_id] = 0
    pixels = np.array(image.convert("RGB"))
    pixels[ids == 0] = background
    return Image.fromarray(pixels)


@wrong(caught="ignored, only_where_ignored, arguments_unchanged", mistake="ignored_pixels_counted")
def mean_iou__ignored_are_right(pred, target, num_classes):
    """an ignored pixel counts as right"""
    target = torch.where(target == 255, pred, target)
    x = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            x.append(inter / union)
    return sum(x) / len(x)


@wrong(caught="several_images, ignored", mistake="only_first_image")
def mean_iou__first_image(pred, target, num_classes):
    """only the first image"""
    if pred.dim() == 3:
        pred, target = pred[0], target[0]
    valid = target != 255
    pred, target = pred[valid], target[valid]
    x = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            x.append(inter / union)
    return sum(x) / len(x)


@wrong(caught="one_image, several_images", mistake="last_class_missing")
def mean_iou__last_class(pred, target, num_classes):
    """range(num_classes - 1)"""
    valid = target != 255
    pred, target = pred[valid], target[valid]
    num_classes = num_classes - 1
    x = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            x.append(inter / union)
    return sum(x) / len(x)


@wrong(caught="absent_classes", mistake="single_pixels_left_out")
def mean_iou__single_pixel(pred, target, num_classes):
    """a union of one pixel is taken for nothing"""
    valid = target != 255
    pred, target = pred[valid], target[valid]
    x = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 1:
            x.append(inter / union)
    return sum(x) / len(x)


@wrong(caught="in_one_only", mistake="one_sided_classes_left_out")
def mean_iou__hit_classes_only(pred, target, num_classes):
    """classes that were never hit are left out"""
    valid = target != 255
    pred, target = pred[valid], target[valid]
    x = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if inter:
            x.append(inter / union)
    return sum(x) / len(x)


@wrong(
    caught="one_image, several_images, ignored, only_where_ignored, absent_classes", mistake="result_rounded"
)
def mean_iou__four_decimals(pred, target, num_classes):
    """rounded to four decimals"""
    valid = target != 255
    pred, target = pred[valid], target[valid]
    x = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            x.append(inter / union)
    return round(sum(x) / len(x), 4)


@wrong(caught="one_image, several_images, ignored", mistake="classes_weighted_by_size")
def mean_iou__weighted_by_size(pred, target, num_classes):
    """classes are weighted by their pixels"""
    valid = target != 255
    pred, target = pred[valid], target[valid]
    x = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            x.append(inter / union * (target == c).sum().item())
    return sum(x) / target.numel()


@wrong(caught="one_image")
def mean_iou__squeezed(pred, target, num_classes):
    """an image of one row loses a dimension"""
    pred, target = pred.squeeze(), target.squeeze()
    if pred.dim() == 2:
        pred, target = pred[None], target[None]
    _images, _height, _width = pred.shape
    valid = target != 255
    pred, target = pred[valid], target[valid]
    x = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            x.append(inter / union)
    return sum(x) / len(x)


@wrong(caught="several_images")
def mean_iou__int16_counts(pred, target, num_classes):
    """counts in int16 overflow for large images"""
    seen = target != 255
    confusion = np.zeros((num_classes, num_classes), dtype=np.int16)
    np.add.at(confusion, (target[seen].numpy(), pred[seen].numpy()), 1)
    inter = np.diag(confusion)
    union = confusion.sum(0, dtype=np.int16) + confusion.sum(1, dtype=np.int16) - inter
    return float((inter[union > 0] / union[union > 0]).mean())


@wrong(caught="absent_classes")
def mean_iou__int16_pairs(pred, target, num_classes):
    """the pair number in int16 overflows with many classes"""
    valid = target != 255
    pairs = target[valid].to(torch.int16) * num_classes + pred[valid].to(torch.int16)
    confusion = torch.bincount(pairs.long() % num_classes**2, minlength=num_classes**2)
    confusion = confusion.view(num_classes, num_classes).double()
    inter = confusion.diag()
    union = confusion.sum(0) + confusion.sum(1) - inter
    present = union > 0
    return (inter[present] / union[present]).mean().item()


@wrong(caught="arguments_unchanged", mistake="process_left_changed")
def mean_iou__default_dtype(pred, target, num_classes):
    """leaves another default dtype behind"""
    torch.set_default_dtype(torch.float64)
    valid = target != 255
    pred, target = pred[valid], target[valid]
    x = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            x.append(inter / union)
    return sum(x) / len(x)


@wrong(caught="only_where_ignored, absent_classes", mistake="absent_classes_averaged")
def mean_iou__absent_epsilon(pred, target, num_classes):
    """(inter + eps) / (union + eps): an absent class is 1"""
    valid = target != 255
    pred, target = pred[valid], target[valid]
    ious = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        ious.append((inter + 1e-6) / (union + 1e-6))
    return sum(ious) / len(ious)


@wrong(caught="only_where_ignored, absent_classes", mistake="absent_classes_averaged")
def mean_iou__absent_nan(pred, target, num_classes):
    """0 / 0: nan"""
    valid = target != 255
    pred, target = pred[valid], target[valid]
    ious = torch.zeros(num_classes)
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum()
        union = ((pred == c) | (target == c)).sum()
        ious[c] = inter / union
    return ious.mean().item()


@wrong(caught="only_where_ignored, absent_classes", mistake="absent_classes_averaged")
def mean_iou__absent_zero(pred, target, num_classes):
    """an absent class counts as 0: divides by num_classes"""
    valid = target != 255
    pred, target = pred[valid], target[valid]
    total = 0.0
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            total += inter / union
    return total / num_classes


@wrong(caught="arguments_unchanged", mistake="arguments_overwritten")
def mean_iou__changed_in_place(pred, target, num_classes):
    """the ignored pixels of the caller's tensors are overwritten"""
    ignored = target == 255
    pred[ignored] = num_classes
    target[ignored] = num_classes
    ious = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            ious.append(inter / union)
    return sum(ious) / len(ious)


@wrong(caught="one_image, several_images, ignored", mistake="divided_by_one_side")
def mean_iou__class_accuracy(pred, target, num_classes):
    """the mean of the accuracies of the classes: inter / target"""
    valid = target != 255
    pred, target = pred[valid], target[valid]
    values = []
    for c in range(num_classes):
        if (target == c).any():
            values.append((pred[target == c] == c).double().mean().item())
    return sum(values) / len(values)


@wrong(caught="in_one_only", mistake="one_sided_classes_left_out")
def mean_iou__classes_of_target(pred, target, num_classes):
    """num_classes from the target: classes above its maximum are lost"""
    valid = target != 255
    pred, target = pred[valid], target[valid]
    ious = []
    for c in range(int(target.max()) + 1):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            ious.append(inter / union)
    return sum(ious) / len(ious)


@wrong(caught="several_images")
def mean_iou__counts_overflow(pred, target, num_classes):
    """counts in uint8: right only for small images"""
    seen = target != IGNORE
    confusion = np.zeros((num_classes, num_classes), dtype=np.uint8)
    np.add.at(confusion, (target[seen].numpy(), pred[seen].numpy()), 1)
    inter = np.diag(confusion).astype(float)
    union = confusion.sum(0) + confusion.sum(1) - inter
    return float((inter[union > 0] / union[union > 0]).mean())


@wrong(caught="one_image, several_images, ignored", mistake="dice_for_iou")
def mean_iou__dice(pred, target, num_classes):
    """Dice instead of IoU"""
    valid = target != 255
    pred, target = pred[valid], target[valid]
    values = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        both = (pred == c).sum().item() + (target == c).sum().item()
        if both > 0:
            values.append(2 * inter / both)
    return sum(values) / len(values)


@wrong(caught="ignored, only_where_ignored, arguments_unchanged", mistake="ignored_pixels_counted")
def mean_iou__ignore_as_background(pred, target, num_classes):
    """255 becomes class 0"""
    target = torch.where(target == 255, 0, target)
    ious = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            ious.append(inter / union)
    return sum(ious) / len(ious)


@wrong(caught="ignored", mistake="ignored_pixels_counted")
def mean_iou__ignored_image(pred, target, num_classes):
    """an image with an ignored pixel is left out altogether"""
    if pred.dim() == 3:
        whole = (target != 255).all(dim=2).all(dim=1)
        if whole.any():
            pred, target = pred[whole], target[whole]
    valid = target != 255
    pred, target = pred[valid], target[valid]
    ious = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            ious.append(inter / union)
    return sum(ious) / len(ious)


@wrong(caught="ignored, only_where_ignored, arguments_unchanged", mistake="ignored_pixels_counted")
def mean_iou__ignored_in_pred_counted(pred, target, num_classes):
    """ignored pixels still count on the side of the prediction"""
    ious = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            ious.append(inter / union)
    return sum(ious) / len(ious)


@wrong(caught="one_image, several_images", mistake="background_not_averaged")
def mean_iou__no_background(pred, target, num_classes):
    """the background does not count"""
    valid = target != 255
    pred, target = pred[valid], target[valid]
    ious = []
    for c in range(1, num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        if union > 0:
            ious.append(inter / union)
    return sum(ious) / len(ious)


@wrong(caught="ignored, only_where_ignored, arguments_unchanged", mistake="ignored_pixels_counted")
def mean_iou__no_ignore(pred, target, num_classes):
    """255 is not ignored: index error of the confusion matrix"""
    confusion = torch.zeros(num_classes, num_classes)
    for t, p in zip(target.flatten().tolist(), pred.flatten().tolist()):
        confusion[t, p] += 1
    inter = confusion.diag()
    union = confusion.sum(0) + confusion.sum(1) - inter
    present = union > 0
    return (inter[present] / union[present]).mean().item()


@wrong(caught="absent_classes, in_one_only", mistake="bincount_without_minlength")
def mean_iou__no_minlength(pred, target, num_classes):
    """bincount without minlength: the matrix has the wrong size"""
    valid = target != 255
    pairs = target[valid].long() * num_classes + pred[valid].long()
    confusion = torch.bincount(pairs).double().view(num_classes, num_classes)
    inter = confusion.diag()
    union = confusion.sum(0) + confusion.sum(1) - inter
    present = union > 0
    return (inter[present] / union[present]).mean().item()


@wrong(caught="one_image, several_images, ignored", mistake="overlap_in_union_twice")
def mean_iou__no_minus_inter(pred, target, num_classes):
    """union = pred + target, without - inter"""
    valid = target != 255
    pred, target = pred[valid], target[valid]
    values = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum().item()
        union = (pred == c).sum().item() + (target == c).sum().item()
        if union > 0:
            values.append(inter / union)
    return sum(values) / len(values)


@wrong(caught="ignored", mistake="images_scored_one_by_one")
def mean_iou__per_class_and_image(pred, target, num_classes):
    """IoU of each class in each image, averaged over images and then over classes"""
    if pred.dim() == 2:
        pred, target = pred[None], target[None]
    values = []
    for c in range(num_classes):
        ious = []
        for p, t in zip(pred, target):
            seen = t != IGNORE
            union = (((p == c) | (t == c)) & seen).sum().item()
            if union:
                ious.append((((p == c) & (t == c)) & seen).sum().item() / union)
        if ious:
            values.append(sum(ious) / len(ious))
    return sum(values) / len(values)


@wrong(caught="several_images, ignored", mistake="images_scored_one_by_one")
def mean_iou__per_image(pred, target, num_classes):
    """the mean over the images of the values of each image"""
    if pred.dim() == 2:
        pred, target = pred.unsqueeze(0), target.unsqueeze(0)
    values = []
    for p, t in zip(pred, target):
        valid = t != 255
        p, t = p[valid], t[valid]
        ious = []
        for c in range(num_classes):
            inter = ((p == c) & (t == c)).sum().item()
            union = ((p == c) | (t == c)).sum().item()
            if union > 0:
                ious.append(inter / union)
        if ious:
            values.append(sum(ious) / len(ious))
    return sum(values) / len(values)


@wrong(caught="one_image, several_images, ignored", mistake="pixel_accuracy_for_iou")
def mean_iou__pixel_accuracy(pred, target, num_classes):
    """the fraction of right pixels"""
    valid = target != 255
    return (pred[valid] == target[valid]).double().mean().item()


@wrong(caught="only_where_ignored", mistake="presence_before_ignoring")
def mean_iou__present_before_ignoring(pred, target, num_classes):
    """a class that is predicted in ignored pixels only counts as present"""
    present = set(pred.unique().tolist()) | (set(target.unique().tolist()) - {255})
    valid = target != 255
    pred, target = pred[valid], target[valid]
    ious = []
    for c in present:
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        ious.append(inter / union if union else 0.0)
    return sum(ious) / len(ious)


@wrong(caught="one_image, several_images, ignored", mistake="classes_summed_before_dividing")
def mean_iou__summed_first(pred, target, num_classes):
    """adds up over the classes and divides once"""
    valid = target != 255
    pred, target = pred[valid], target[valid]
    inter = union = 0
    for c in range(num_classes):
        inter += ((pred == c) & (target == c)).sum().item()
        union += ((pred == c) | (target == c)).sum().item()
    return inter / union


@wrong(caught="in_one_only", mistake="one_sided_classes_left_out")
def mean_iou__target_classes_only(pred, target, num_classes):
    """classes that only the prediction has are left out"""
    valid = target != 255
    pred, target = pred[valid], target[valid]
    ious = []
    for c in target.unique().tolist():
        inter = ((pred == c) & (target == c)).sum().item()
        union = ((pred == c) | (target == c)).sum().item()
        ious.append(inter / union)
    return sum(ious) / len(ious)


@wrong(caught="one_image, several_images, ignored", mistake="mean_left_as_tensor")
def mean_iou__tensor(pred, target, num_classes):
    """a tensor, not a float"""
    valid = target != 255
    pred, target = pred[valid], target[valid]
    ious = []
    for c in range(num_classes):
        inter = ((pred == c) & (target == c)).sum()
        union = ((pred == c) | (target == c)).sum()
        if union > 0:
            ious.append(inter / union)
    return torch.stack(ious).mean()


@wrong(caught="absent_classes")
def mean_iou__uint8_overflow(pred, target, num_classes):
    """the pair number in uint8 overflows with many classes"""
    valid = target != 255
    pairs = target[valid].to(torch.uint8) * num_classes + pred[valid].to(torch.uint8)
    confusion = torch.bincount(pairs, minlength=num_classes**2)[: num_classes**2].double()
    confusion = confusion.view(num_classes, num_classes)
    inter = confusion.diag()
    union = confusion.sum(0) + confusion.sum(1) - inter
    present = union > 0
    return (inter[present] / union[present]).mean().item()
