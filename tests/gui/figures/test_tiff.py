import io

import numpy as np
from PIL import Image

from gui.figures.tiff import encode_tiff


def test_that_another_reader_finds_the_same_pixels_size_resolution_and_description():
    rgb = np.random.default_rng(1).integers(0, 256, (301, 37, 3), dtype=np.uint8)
    image = Image.open(io.BytesIO(encode_tiff(rgb, 600, '{"a": 1}')))
    assert np.array_equal(np.asarray(image), rgb)
    assert image.info["dpi"] == (600, 600)
    assert image.tag_v2[270] == '{"a": 1}'
