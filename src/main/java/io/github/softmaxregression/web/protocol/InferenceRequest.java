package io.github.softmaxregression.web.protocol;

import com.google.gson.annotations.SerializedName;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.web.http.HttpProblem;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A request of the Open Inference Protocol; what it leaves out is null.
 *
 * @param id by which the client knows it again
 * @param outputs those that are wanted; null for all
 */
record InferenceRequest(
    String id, Tensors<Input> inputs, Tensors<Output> outputs, Parameters parameters) {
  /** The name of the one input. */
  static final String INPUT = "input";

  /** Whether outputs are wanted behind the JSON, where they do not say so themselves. */
  record Parameters(@SerializedName("binary_data_output") Boolean binary) {}

  record Output(String name, OutputParameters parameters) {}

  record OutputParameters(@SerializedName("binary_data") Boolean binary) {}

  /** Whether an output is wanted behind the JSON, by itself or with all. */
  boolean isBinary(Output output) {
    if (output.parameters != null && output.parameters.binary != null) {
      return output.parameters.binary;
    }
    return parameters != null && Boolean.TRUE.equals(parameters.binary);
  }

  /** The features [n, height * width], 0 (black) to 1 (white); a problem if not for this model. */
  float[] features(InputFormat format, int maxImages) {
    require(inputs.size() == 1, "%d inputs: expected one, '%s'", inputs.size(), INPUT);
    return inputs.get(0).features(format, maxImages);
  }

  private static void require(boolean sound, String detail, Object... values) {
    if (!sound) {
      throw new HttpProblem(400, detail, values);
    }
  }

  record InputParameters(@SerializedName("binary_data_size") Integer binarySize) {}

  /** A tensor of images, in one of the shapes and types that clients may send them in. */
  record Input(
      String name, String datatype, Shape shape, TensorData data, InputParameters parameters) {
    /** The same tensor with its data from behind the JSON, if they stand there. */
    Input withBinary(ByteBuffer rest) {
      Integer size = parameters == null ? null : parameters.binarySize;
      if (size == null) {
        return this;
      }
      int left = rest.remaining();
      require(size >= 0 && size <= left, "binary data of %d bytes: found %d", size, left);
      byte[] bytes = new byte[size];
      rest.get(bytes);
      return new Input(name, datatype, shape, TensorData.binary(datatype, bytes), null);
    }

    private float[] features(InputFormat format, int maxImages) {
      require(INPUT.equals(name), "an input named '%s': expected '%s'", name, INPUT);
      boolean bytes = "UINT8".equals(datatype);
      String types = "datatype %s: expected FP32 (pixel / 255) or UINT8";
      require(bytes || "FP32".equals(datatype), types, datatype);
      requireShape(format.height(), format.width(), maxImages);
      require(data != null, "input '%s' without data", INPUT);
      int found = data.values().length;
      long product = shape.stream().reduce(1L, (a, b) -> a * b);
      String count = "%d values of data: expected %d as the shape %s says";
      require(found == product, count, found, product, shape);
      List<Long> nested = data.nested().stream().map(Integer::longValue).toList();
      String nesting = "data nested as %s: expected flat data, or the shape %s";
      require(nested.size() == 1 || nested.equals(shape), nesting, nested, shape);
      return scaled(data.values(), bytes);
    }

    private void requireShape(long height, long width, int maxImages) {
      long pixels = height * width;
      long n = shape == null || shape.isEmpty() ? 0 : shape.get(0);
      var known =
          List.of(List.of(n, pixels), List.of(n, height, width), List.of(n, 1L, height, width));
      String detail = "shape %s: expected [n, %d], [n, %d, %d] or [n, 1, %3$d, %4$d], n from 1 on";
      require(n >= 1 && known.contains(shape), detail, shape, pixels, height, width);
      if (n > maxImages) {
        throw new HttpProblem(413, "%d images: expected at most %d in a request", n, maxImages);
      }
    }

    private static float[] scaled(float[] values, boolean bytes) {
      int white = bytes ? 255 : 1;
      float[] features = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        float value = values[i];
        if (!(value >= 0 && value <= white) || bytes && value != Math.rint(value)) {
          String integers = "whole numbers from 0 to 255 in UINT8";
          String expected = bytes ? integers : "from 0 to 1 (pixel / 255) in FP32, or UINT8";
          throw new HttpProblem(400, "value %s at %d: expected %s", value, i, expected);
        }
        features[i] = value / white;
      }
      return features;
    }
  }

  /** Limits a list that Gson reads: small elements would else take many times a body's size. */
  @SuppressWarnings("serial")
  private abstract static class BoundedList<E> extends ArrayList<E> {
    private final int max;
    private final String detail;

    private BoundedList(int max, String detail) {
      this.max = max;
      this.detail = detail;
    }

    @Override
    public boolean add(E element) {
      if (size() == max) {
        throw new HttpProblem(400, detail, max);
      }
      if (element == null) {
        throw new IllegalStateException("null"); // a value of another type, to Gson
      }
      return super.add(element);
    }
  }

  @SuppressWarnings("serial")
  static final class Shape extends BoundedList<Long> {
    Shape() {
      super(TensorData.MAX_DEPTH, "a shape of more than %d sizes");
    }
  }

  /** Inputs or outputs; no model has as many here. */
  @SuppressWarnings("serial")
  static final class Tensors<E> extends BoundedList<E> {
    Tensors() {
      super(16, "more than %d tensors");
    }
  }
}
