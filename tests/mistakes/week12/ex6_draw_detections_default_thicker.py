# mistake: 496
# function: ex6_detect.draw_detections
# caught: ex6_detect.draw_detections.width
# what: the default width is 8
def draw_detections(image, detections, color=(0, 255, 0), width=8):
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return picture
