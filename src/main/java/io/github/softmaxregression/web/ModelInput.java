package io.github.softmaxregression.web;

import io.github.softmaxregression.store.InputFormat;
import java.util.List;

/** The one input tensor of a model, in the shapes and types that clients may send it in. */
final class ModelInput {
  static final String NAME = "input";

  private static final int LARGEST_BYTE = 255;

  private final int height;
  private final int width;
  private final int most;

  /**
   * The input of a model.
   *
   * @param most images in a request
   */
  ModelInput(InputFormat format, int most) {
    this.height = format.height();
    this.width = format.width();
    this.most = most;
  }

  /** Pixels of an image. */
  int size() {
    return height * width;
  }

  /**
   * The features of a request's images.
   *
   * @return [n, height * width], 0 (black) to 1 (white)
   * @throws HttpProblem if the request is not for this model
   */
  float[] features(InferenceRequest request) {
    if (request.inputs().size() != 1) {
      throw bad("%d inputs: expected one, '%s'", request.inputs().size(), NAME);
    }
    Tensor tensor = request.inputs().get(0);
    if (!NAME.equals(tensor.name())) {
      throw bad("an input named '%s': expected '%s'", tensor.name(), NAME);
    }
    boolean bytes = "UINT8".equals(tensor.datatype());
    if (!bytes && !"FP32".equals(tensor.datatype())) {
      throw bad("datatype %s: expected FP32 (pixel / 255) or UINT8", tensor.datatype());
    }
    requireShape(tensor.shape());
    if (tensor.values() == null) {
      throw bad("input '%s' without data", NAME);
    }
    requireData(tensor);
    return bytes ? scaled(tensor.values()) : checked(tensor.values());
  }

  private void requireShape(List<Long> shape) {
    boolean fits = shape != null && !shape.isEmpty() && shape.get(0) >= 1;
    if (fits) {
      List<Long> image = shape.subList(1, shape.size());
      fits =
          image.equals(List.of((long) size()))
              || image.equals(List.of((long) height, (long) width))
              || image.equals(List.of(1L, (long) height, (long) width));
    }
    if (!fits) {
      throw bad(
          "shape %s: expected [n, %d], [n, %d, %d] or [n, 1, %3$d, %4$d], n from 1 on",
          shape, size(), height, width);
    }
    if (shape.get(0) > most) {
      throw new HttpProblem(
          413, "%d images: expected at most %d in a request".formatted(shape.get(0), most));
    }
  }

  private void requireData(Tensor tensor) {
    List<Long> shape = tensor.shape();
    long product = shape.stream().reduce(1L, (a, b) -> a * b);
    if (tensor.values().length != product) {
      throw bad(
          "%d values of data: expected %d as the shape %s says",
          tensor.values().length, product, shape);
    }
    List<Integer> nested = tensor.nested();
    if (nested.size() > 1 && !nested.stream().map(Integer::longValue).toList().equals(shape)) {
      throw bad("data nested as %s: expected flat data, or the shape %s", nested, shape);
    }
  }

  private static float[] scaled(float[] bytes) {
    float[] features = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      if (!(bytes[i] >= 0 && bytes[i] <= LARGEST_BYTE) || bytes[i] != Math.rint(bytes[i])) {
        throw bad("value %s at %d: expected whole numbers from 0 to 255 in UINT8", bytes[i], i);
      }
      features[i] = bytes[i] / LARGEST_BYTE;
    }
    return features;
  }

  private static float[] checked(float[] features) {
    for (int i = 0; i < features.length; i++) {
      if (!(features[i] >= 0 && features[i] <= 1)) {
        throw bad(
            "value %s at %d: expected from 0 to 1 (pixel / 255) in FP32, or UINT8", features[i], i);
      }
    }
    return features;
  }

  private static HttpProblem bad(String format, Object... values) {
    return new HttpProblem(400, format.formatted(values));
  }
}
