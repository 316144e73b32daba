# mistake: -
# function: ex6_detect.draw_detections
# caught: ex6_detect.draw_detections.image_unchanged
# what: takes the detections out of the caller's list
def draw_detections(image, detections, color=(0, 255, 0), width=3):
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    while detections:
        name, _, box = detections.pop()
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return picture
