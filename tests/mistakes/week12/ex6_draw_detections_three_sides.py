# mistake: -
# function: ex6_detect.draw_detections
# caught: ex6_detect.draw_detections.outline, ex6_detect.draw_detections.several, ex6_detect.draw_detections.colour
# what: the line from the last corner back to the first is missing
def draw_detections(image, detections, color=(0, 255, 0), width=3):
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, (x1, y1, x2, y2) in detections:
        draw.line([(x1, y1), (x2, y1), (x2, y2), (x1, y2)], fill=color, width=width)
        draw.text((x1 + width + 2, y1 + width), name, fill=color)
    return picture
