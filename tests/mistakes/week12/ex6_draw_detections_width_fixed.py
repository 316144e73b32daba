# mistake: 496
# function: ex6_detect.draw_detections
# caught: ex6_detect.draw_detections.width
# what: always 3 pixels thick
def draw_detections(image, detections, color=(0, 255, 0), width=3):
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, outline=color, width=3)
        draw.text((box[0] + 5, box[1] + 3), name, fill=color)
    return picture
