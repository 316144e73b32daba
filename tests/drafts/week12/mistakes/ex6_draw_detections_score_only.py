# mistake: -
# function: ex6_detect.draw_detections
# caught: ?
# what: writes the score, not the name
def draw_detections(image, detections, color=(0, 255, 0), width=3):
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for _, score, box in detections:
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), f"{score:.2f}", fill=color)
    return picture
