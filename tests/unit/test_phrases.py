"""Words inside shown values are in the student's language; values themselves stay."""

from __future__ import annotations

import pytest

from grader.core.phrases import in_words

KOREAN = {
    "a plain int": "일반 int",
    "[0][1]: a plain float": "[0][1]: 일반 float",
    "3 keys": "키 3개",
    "list of 4 int": "4개짜리 list: int",
    "float32 tensor [3, 224, 224], -2.1..2.6": "float32 텐서 [3, 224, 224], -2.1..2.6",
    "float32 tensor [2], every value finite": "float32 텐서 [2], 모든 값이 유한",
    "RGB image 10x20": "RGB 이미지 10x20",
    "uint8 tensor [0], empty": "uint8 텐서 [0], 비어 있음",
    "another order in every epoch": "에포크마다 다른 순서",
    "conv.bias: == before": "conv.bias: 이전과 같음",
    "(loss, accuracy)": "(손실, 정확도)",
    "['tensor', 'a plain int']": "['tensor', 'a plain int']",
    "{'empty': 3}": "{'empty': 3}",
    "0.164568": "0.164568",
    "<DataLoader>": "<DataLoader>",
    "tensors": "tensors",
}


@pytest.mark.parametrize("text", KOREAN)
def test_values_in_korean(text: str) -> None:
    assert in_words(text, "ko") == KOREAN[text]
    assert in_words(text, "en") == text
