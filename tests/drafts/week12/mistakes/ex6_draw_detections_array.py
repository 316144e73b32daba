# mistake: -
# function: ex6_detect.draw_detections
# caught: ?
# what: a NumPy array
def draw_detections(image, detections, color=(0, 255, 0), width=3):
    import numpy as np

    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, box in detections:
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + width + 2, box[1] + width), name, fill=color)
    return np.array(picture)
