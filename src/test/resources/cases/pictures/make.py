# Writes what Pillow reads of each picture here to reference/, as grey PNG without a profile: what the tests compare with.
# Of a TIFF without PhotometricInterpretation Pillow takes 0 for white; libtiff takes it for black, as the tests do.
from pathlib import Path

from PIL import Image, ImageFile

ImageFile.LOAD_TRUNCATED_IMAGES = True  # of a JPEG without its end marker
here = Path(__file__).parent
for file in sorted(here.iterdir()):
    if file.suffix in {".jpg", ".tif"} and "photometric" not in file.name:
        (here / "reference").mkdir(exist_ok=True)
        picture = Image.open(file).convert("L")
        picture.info = {}
        picture.save(here / "reference" / (file.stem + ".png"))
