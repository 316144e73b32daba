# mistake: 498
# function: ex6_detect.draw_detections
# caught: ex6_detect.draw_detections.names
# what: writes the name of the last one at every box
def draw_detections(image, detections, color=(0, 255, 0), width=3):
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, outline=color, width=width)
    for _, _, box in detections:
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return picture
