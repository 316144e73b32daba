# mistake: -
# function: ex6_detect.draw_detections
# caught: ?
# what: never passes the width: always 1 pixel
def draw_detections(image, detections, color=(0, 255, 0), width=3):
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, outline=color)
        draw.text((box[0] + 2, box[1] + 1), name, fill=color)
    return picture
