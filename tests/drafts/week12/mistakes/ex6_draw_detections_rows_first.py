# mistake: -
# function: ex6_detect.draw_detections
# caught: ?
# what: (y1, x1, y2, x2)
def draw_detections(image, detections, color=(0, 255, 0), width=3):
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, (x1, y1, x2, y2) in detections:
        draw.rectangle((y1, x1, y2, x2), outline=color, width=width)
        draw.text((y1 + width + 2, x1 + width), name, fill=color)
    return picture
