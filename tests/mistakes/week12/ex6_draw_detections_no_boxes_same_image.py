# mistake: 499
# function: ex6_detect.draw_detections
# caught: ex6_detect.draw_detections.no_detections
# what: without detections the caller's image itself comes back
def draw_detections(image, detections, color=(0, 255, 0), width=3):
    if not detections:
        return image
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return picture
