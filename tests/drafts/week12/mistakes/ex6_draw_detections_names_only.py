# mistake: -
# function: ex6_detect.draw_detections
# caught: ?
# what: names without boxes
def draw_detections(image, detections, color=(0, 255, 0), width=3):
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, (x1, y1, _, _) in detections:
        draw.text((x1 + width + 2, y1 + width), name, fill=color)
    return picture
