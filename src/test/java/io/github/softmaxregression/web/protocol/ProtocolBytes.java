package io.github.softmaxregression.web.protocol;

import io.github.softmaxregression.picture.Crop;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.web.http.HttpProblem;
import java.util.List;

/** Gives any bytes to what reads requests of the Open Inference Protocol. */
public final class ProtocolBytes {
  private static final int IMAGES = 4;
  private static final InferenceReader READER = new InferenceReader(IMAGES * 4);
  private static final InputFormat FORMAT =
      new InputFormat(List.of("a", "b"), 2, 2, InputFormat.BYTE_OVER_255, Crop.NO, 0, null);

  private ProtocolBytes() {}

  /** Reads a request whose JSON has a length; fails with anything but a problem of the client's. */
  public static void read(byte[] body, int length) {
    try {
      InferenceRequest request = READER.read(body, Math.min(body.length, length));
      InferenceResponse.wanted(request);
      float[] features = request.features(FORMAT, IMAGES);
      if (features.length == 0 || features.length > IMAGES * 4) {
        throw new AssertionError(features.length + " features");
      }
    } catch (HttpProblem e) {
      if (e.getMessage().lines().count() > 1) {
        throw new AssertionError("several lines: " + e.getMessage());
      }
    }
  }
}
