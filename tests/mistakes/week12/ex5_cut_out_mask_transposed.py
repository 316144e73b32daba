# mistake: 438
# function: ex5_segment.cut_out
# caught: ex5_segment.cut_out.rgb_image, ex5_segment.cut_out.by_default, ex5_segment.cut_out.grey_image
# what: mask[x, y]
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    result = image.convert("RGB").copy()
    width, height = result.size
    for x in range(width):
        for y in range(height):
            if int(mask[x][y]) != class_id:
                result.putpixel((x, y), background)
    return result
