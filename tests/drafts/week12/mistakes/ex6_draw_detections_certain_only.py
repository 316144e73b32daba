# mistake: -
# function: ex6_detect.draw_detections
# caught: ?
# what: leaves out scores below 0.5
def draw_detections(image, detections, color=(0, 255, 0), width=3):
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, score, box in detections:
        if score > 0.5:
            draw.rectangle(box, outline=color, width=width)
            draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return picture
