#!/usr/bin/env python3
"""Makes the pictures in this folder, which Java's own encoders cannot make. Needs Pillow.

  make.py BOOT.png   a 28 x 28 picture, bright on black: test image 0

endless.webp is not from here: the fuzzer found it (mvn -Pfuzz, see FuzzTargets).
"""
import sys
from PIL import Image, ImageOps

boot = Image.open(sys.argv[1])
photo = ImageOps.invert(boot.resize((112, 112), Image.NEAREST))
rgb = photo.convert("RGB")
rgb.save("lossless.webp", lossless=True)
rgb.save("lossy.webp", quality=95)
photo.convert("CMYK").save("cmyk.jpg", quality=95)
STORED = {  # how the sensor saw it
    1: None,
    2: Image.FLIP_LEFT_RIGHT,
    3: Image.ROTATE_180,
    4: Image.FLIP_TOP_BOTTOM,
    5: Image.TRANSPOSE,
    6: Image.ROTATE_90,
    7: Image.TRANSVERSE,
    8: Image.ROTATE_270,
}
for orientation, change in STORED.items():
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = rgb if change is None else rgb.transpose(change)
    stored.save(f"orientation{orientation}.jpg", exif=exif, quality=95)
boot_frame = boot.resize((112, 112), Image.NEAREST).convert("P")
photo.convert("P").save("animated.gif", save_all=True, append_images=[boot_frame])
