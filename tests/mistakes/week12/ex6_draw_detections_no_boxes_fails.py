# mistake: -
# function: ex6_detect.draw_detections
# caught: ex6_detect.draw_detections.no_detections
# what: unpacks the detections with zip: fails without any
def draw_detections(image, detections, color=(0, 255, 0), width=3):
    names, _, boxes = zip(*detections)
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, box in zip(names, boxes):
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return picture
