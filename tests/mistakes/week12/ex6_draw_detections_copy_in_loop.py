# mistake: 497
# function: ex6_detect.draw_detections
# caught: ex6_detect.draw_detections.several, ex6_detect.draw_detections.names
# what: a new copy for every box: only the last box is seen
def draw_detections(image, detections, color=(0, 255, 0), width=3):
    picture = image.copy()
    for name, _, box in detections:
        picture = image.copy()
        draw = ImageDraw.Draw(picture)
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return picture
