# mistake: -
# function: ex6_detect.draw_detections
# caught: ?
# what: boxes without names
def draw_detections(image, detections, color=(0, 255, 0), width=3):
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for _, _, box in detections:
        draw.rectangle(box, outline=color, width=width)
    return picture
