# mistake: -
# function: ex6_detect.draw_detections
# caught: ex6_detect.draw_detections.outline, ex6_detect.draw_detections.several, ex6_detect.draw_detections.colour
# what: draws on an empty image of the same size
def draw_detections(image, detections, color=(0, 255, 0), width=3):
    picture = Image.new("RGB", image.size)
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return picture
