# mistake: 495
# function: ex6_detect.draw_detections
# caught: ex6_detect.draw_detections.colour
# what: the colour in the order of OpenCV
def draw_detections(image, detections, color=(0, 255, 0), width=3):
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, outline=color[::-1], width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color[::-1])
    return picture
