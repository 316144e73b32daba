# mistake: 494
# function: ex6_detect.draw_detections
# caught: ex6_detect.draw_detections.width, ex6_detect.draw_detections.not_filled
# what: fill instead of outline
def draw_detections(image, detections, color=(0, 255, 0), width=3):
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, fill=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=(255, 255, 255))
    return picture
