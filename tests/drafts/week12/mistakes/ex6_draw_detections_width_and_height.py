# mistake: -
# function: ex6_detect.draw_detections
# caught: ?
# what: reads x2, y2 as width and height
def draw_detections(image, detections, color=(0, 255, 0), width=3):
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, (x, y, w, h) in detections:
        draw.rectangle((x, y, x + w, y + h), outline=color, width=width)
        draw.text((x + width + 2, y + width), name, fill=color)
    return picture
