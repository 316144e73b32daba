# mistake: 499
# function: ex6_detect.draw_detections
# caught: ex6_detect.draw_detections.image_unchanged
# what: draws on the caller's image and returns a copy of it
def draw_detections(image, detections, color=(0, 255, 0), width=3):
    draw = ImageDraw.Draw(image)
    for name, _, box in detections:
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return image.copy()
