"""Checks of ex1_preprocess."""

from grader.kit import expect


def check_to_batch__values(student, draw):
    image = draw.uniform(3, draw.integer(5, 9), draw.integer(10, 14))
    got = student.call("to_batch", image)
    expect(got, image[None], atol=0, rtol=0, known={"3": image})
