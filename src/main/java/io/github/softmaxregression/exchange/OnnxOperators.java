package io.github.softmaxregression.exchange;

import io.github.softmaxregression.exchange.OnnxValue.Constant;
import io.github.softmaxregression.exchange.OnnxValue.Rows;
import io.github.softmaxregression.exchange.OnnxValue.Unusable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import onnx.Onnx.TensorProto.DataType;

/**
 * Does what a node does, where layers can: operators are those of
 * https://github.com/onnx/onnx/blob/main/docs/Operators.md and Operators-ml.md, as PyTorch, tf2onnx
 * and skl2onnx use them.
 */
final class OnnxOperators {
  /** Names operators that do the same with whole numbers, or make real ones of them. */
  private static final Set<String> WITH_WHOLE_NUMBERS =
      Set.of(
          "Identity",
          "Dropout",
          "Cast",
          "Flatten",
          "Reshape",
          "Squeeze",
          "Transpose",
          "Scaler",
          "LinearClassifier");

  private OnnxOperators() {}

  /** Refuses whole numbers, with which ONNX divides without a rest and overflows. */
  private static void requireReal(OnnxNode node, Rows rows) {
    if (rows.whole()) {
      throw new IllegalArgumentException(
          "%s of whole numbers, without a Cast before".formatted(node.operator()));
    }
  }

  /** Computes a node; an IllegalArgumentException names what layers cannot do. */
  static OnnxValue compute(OnnxNode node, List<OnnxValue> in) {
    OnnxValue first = in.isEmpty() ? null : in.get(0);
    if (first instanceof Rows rows) {
      return compute(node, rows, in);
    }
    for (OnnxValue each : in) {
      if (each instanceof Unusable) {
        return each;
      }
    }
    return switch (node.operator()) {
      case "Constant" -> new Constant(node.constant());
      case "Identity" -> known(first, node);
      case "Cast" -> new Constant(cast(node, tensor(in, 0, node)));
      case "Transpose" -> new Constant(transposed(node, tensor(in, 0, node)));
      case "Reshape", "Squeeze", "Unsqueeze" -> reshaped(node, tensor(in, 0, node), in);
      case "Add", "Mul", "Sub" -> {
        if (first != null && in.size() == 2 && in.get(1) instanceof Rows rows) {
          requireReal(node, rows);
          yield arithmetic(node, rows, tensor(in, 0, node), true);
        }
        throw node.unknown();
      }
      default -> throw node.unknown();
    };
  }

  private static OnnxValue known(OnnxValue value, OnnxNode node) {
    if (value == null) {
      throw node.unknown();
    }
    return value;
  }

  /** Takes an input that has to be a constant. */
  private static OnnxTensor tensor(List<OnnxValue> in, int position, OnnxNode node) {
    OnnxValue value = position < in.size() ? in.get(position) : null;
    if (value instanceof Unusable unusable) {
      throw new IllegalArgumentException(unusable.why());
    }
    if (value instanceof Constant constant) {
      return constant.tensor();
    }
    throw new IllegalArgumentException(
        "an operator %s of something that is no constant".formatted(node.operator()));
  }

  /** Cuts off what whole numbers have not. */
  private static OnnxTensor cast(OnnxNode node, OnnxTensor constant) {
    DataType to = DataType.forNumber((int) node.number("to", 0));
    if (to == DataType.FLOAT || to == DataType.DOUBLE) {
      return constant;
    }
    if (to != DataType.INT64 && to != DataType.INT32) {
      throw new IllegalArgumentException("a Cast of a constant to " + to);
    }
    float[] whole = constant.values().clone();
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (long) whole[i];
    }
    return new OnnxTensor(constant.shape(), whole);
  }

  /** Turns a matrix around, unless the node leaves its sizes in their order. */
  private static OnnxTensor transposed(OnnxNode node, OnnxTensor matrix) {
    long[] order = node.numbers("perm");
    if (Arrays.equals(order, new long[] {0, 1})) {
      return matrix;
    }
    if (order.length > 0 && !Arrays.equals(order, new long[] {1, 0})) {
      throw new IllegalArgumentException(
          "a Transpose of constants by " + OnnxShape.describe(order));
    }
    return transposed(matrix);
  }

  private static OnnxTensor transposed(OnnxTensor matrix) {
    if (matrix.shape().length != 2) {
      throw new IllegalArgumentException(
          "Transpose of shape " + OnnxShape.describe(matrix.shape()));
    }
    int rows = (int) matrix.shape()[0];
    int columns = (int) matrix.shape()[1];
    return new OnnxTensor(
        new long[] {columns, rows}, Matrix.transposed(matrix.values(), rows, columns));
  }

  /** Reshapes a constant; sizes of 1 that Squeeze or Unsqueeze moves stay as they are. */
  private static OnnxValue reshaped(OnnxNode node, OnnxTensor tensor, List<OnnxValue> in) {
    long[] shape = tensor.shape();
    if (node.operator().equals("Reshape")) {
      long[] asked = whole(tensor(in, 1, node));
      shape = OnnxShape.resolved(asked, shape, tensor.values().length);
      if (shape == null) {
        throw new IllegalArgumentException("Reshape to " + OnnxShape.describe(asked));
      }
    }
    return new Constant(new OnnxTensor(shape, tensor.values()));
  }

  private static long[] whole(OnnxTensor tensor) {
    long[] values = new long[tensor.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (long) tensor.values()[i];
    }
    return values;
  }

  /** Computes a node of which the first input is the image's. */
  private static OnnxValue compute(OnnxNode node, Rows rows, List<OnnxValue> in) {
    if (!WITH_WHOLE_NUMBERS.contains(node.operator())) {
      requireReal(node, rows);
    }
    return switch (node.operator()) {
      case "Identity", "Dropout", "ZipMap" -> rows;
      case "Cast" -> cast(node, rows);
      case "Flatten" -> flattened(node, rows);
      case "Reshape" -> reshaped(node, rows, in);
      case "Squeeze" ->
          rows.shape() == null ? rows : rows.shaped(OnnxShape.withoutOnes(rows.shape()));
      case "Transpose" -> turned(node, rows);
      case "MatMul" ->
          product(rows, tensor(in, 1, node).shape(), tensor(in, 1, node)::values, null);
      case "Gemm" -> gemm(node, rows, in);
      case "LinearClassifier" -> linearClassifier(node, rows);
      case "Add", "Sub", "Mul", "Div" -> arithmetic(node, rows, tensor(in, 1, node), false);
      case "Scaler" -> scaler(node, rows);
      case "BatchNormalization" -> batchNormalization(node, rows, in);
      case "Relu" -> activated(rows, LayerActivation.RELU);
      case "Sigmoid" -> activated(rows, LayerActivation.SIGMOID);
      case "Tanh" -> activated(rows, LayerActivation.TANH);
      case "Softmax", "LogSoftmax" -> {
        long axis = node.number("axis", -1);
        if (!rows.isFlat() || axis != 1 && axis != -1) {
          throw new IllegalArgumentException("%s along axis %d".formatted(node.operator(), axis));
        }
        yield activated(rows, LayerActivation.SOFTMAX);
      }
      case "Normalizer" -> {
        if (rows.end() != LayerActivation.SOFTMAX || !node.text("norm", "MAX").equals("L1")) {
          throw new IllegalArgumentException("a Normalizer of other values than probabilities");
        }
        yield rows; // which have the sum 1
      }
      default -> throw node.unknown();
    };
  }

  private static Rows activated(Rows rows, LayerActivation activation) {
    return rows.then(rows.shape(), activation, stack -> stack.activate(activation));
  }

  private static OnnxValue cast(OnnxNode node, Rows rows) {
    DataType to = DataType.forNumber((int) node.number("to", 0));
    if (to != DataType.FLOAT && to != DataType.DOUBLE) {
      throw new IllegalArgumentException("a Cast of what is computed to " + to);
    }
    return rows.real();
  }

  private static OnnxValue flattened(OnnxNode node, Rows rows) {
    long axis = node.number("axis", 1);
    if (axis != 1) {
      throw new IllegalArgumentException("Flatten from axis " + axis);
    }
    return rows.shape() == null ? rows : rows.shaped(OnnxShape.count(rows.shape()));
  }

  /** Reshapes each image's values; a shape that is computed can only make a row of them. */
  private static OnnxValue reshaped(OnnxNode node, Rows rows, List<OnnxValue> in) {
    if (in.size() < 2 || !(in.get(1) instanceof Constant target)) {
      return rows.shape() == null ? rows : rows.shaped(OnnxShape.count(rows.shape()));
    }
    long[] asked = whole(target.tensor());
    long count = rows.shape() == null ? -1 : OnnxShape.count(rows.shape());
    long[] made =
        asked.length < 2
            ? null
            : OnnxShape.resolved(Arrays.copyOfRange(asked, 1, asked.length), rows.shape(), count);
    if (made == null && rows.shape() == null && asked.length == 2) {
      return rows;
    }
    if (made == null) {
      throw new IllegalArgumentException("Reshape to " + OnnxShape.describe(asked));
    }
    return rows.shaped(made);
  }

  /** Takes a Transpose that leaves the order of values as it is: it moves sizes of 1 alone. */
  private static OnnxValue turned(OnnxNode node, Rows rows) {
    long[] order = node.numbers("perm");
    boolean whole = rows.shape() != null && order.length == rows.shape().length + 1;
    long last = 0;
    long[] shape = new long[whole ? rows.shape().length : 0];
    for (int i = 0; i < order.length && whole; i++) {
      whole = order[i] >= (i == 0 ? 0 : 1) && order[i] < order.length && (i > 0 || order[0] == 0);
      if (whole && i > 0) {
        shape[i - 1] = rows.shape()[(int) order[i] - 1];
        whole = shape[i - 1] == 1 || order[i] > last;
        last = shape[i - 1] == 1 ? last : order[i];
      }
    }
    if (!whole) {
      throw new IllegalArgumentException("a Transpose of the image");
    }
    return rows.shaped(shape);
  }

  /**
   * Adds a layer.
   *
   * @param shape of its weights: inputs, outputs
   * @param weights made only if the layer counts
   * @param bias null for zeros
   */
  private static Rows product(Rows rows, long[] shape, Supplier<float[]> weights, float[] bias) {
    if (!rows.isFlat() || shape.length != 2) {
      throw new IllegalArgumentException(
          "a product with %s of values that are no row".formatted(OnnxShape.describe(shape)));
    }
    if (rows.shape() != null && rows.shape()[0] != shape[0]) {
      throw new IllegalArgumentException(
          "a product of %d values with %s".formatted(rows.shape()[0], OnnxShape.describe(shape)));
    }
    int inputs = (int) shape[0];
    int outputs = (int) shape[1];
    return rows.then(
        new long[] {outputs},
        null,
        stack ->
            stack.dense(inputs, outputs, weights.get(), bias == null ? new float[outputs] : bias));
  }

  private static OnnxValue gemm(OnnxNode node, Rows rows, List<OnnxValue> in) {
    OnnxTensor given = tensor(in, 1, node);
    long[] shape = given.shape();
    if (node.number("transA", 0) != 0 || shape.length != 2) {
      throw new IllegalArgumentException(
          "a Gemm of transposed values, or with " + OnnxShape.describe(shape));
    }
    boolean turned = node.number("transB", 0) != 0;
    int outputs = (int) (turned ? shape[0] : shape[1]);
    float[] bias = null;
    if (in.size() > 2 && in.get(2) != null) {
      bias = times(node.real("beta", 1), spread(tensor(in, 2, node), new long[] {outputs}));
    }
    float alpha = node.real("alpha", 1);
    return turned
        ? product(
            rows,
            new long[] {shape[1], shape[0]},
            () -> times(alpha, transposed(given).values()),
            bias)
        : product(rows, shape, () -> times(alpha, given.values()), bias);
  }

  private static float[] times(float factor, float[] values) {
    if (factor == 1) {
      return values;
    }
    float[] products = values.clone();
    for (int i = 0; i < products.length; i++) {
      products[i] *= factor;
    }
    return products;
  }

  /**
   * Gives each value of an image its constant. Broadcasting aligns shapes at their ends: a column
   * would give each image another constant, a further size another rank; both are refused.
   */
  private static float[] spread(OnnxTensor constant, long[] shape) {
    float[] values = constant.values();
    boolean fits = constant.shape().length <= shape.length + 1; // the images' own size comes first
    if (fits && values.length == 1) {
      float[] all = new float[OnnxShape.count(shape)];
      Arrays.fill(all, values[0]);
      return all;
    }
    long[] ends = OnnxShape.withoutLeadingOnes(constant.shape());
    if (!fits || !Arrays.equals(ends, OnnxShape.withoutLeadingOnes(shape))) {
      throw new IllegalArgumentException(
          "constants of shape %s for values of shape %s"
              .formatted(OnnxShape.describe(constant.shape()), OnnxShape.describe(shape)));
    }
    return values;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static OnnxValue affine(Rows rows, long[] shape, double[] factors, double[] constants) {
    return rows.then(shape, null, stack -> stack.affine(factors, constants));
  }

  /** Computes with a constant, which may come first: c - x has the factor -1. */
  private static OnnxValue arithmetic(
      OnnxNode node, Rows rows, OnnxTensor constant, boolean constantFirst) {
    long[] shape = rows.shape() != null ? rows.shape() : new long[] {constant.values().length};
    double[] operand = doubles(spread(constant, shape));
    double[] factors = new double[operand.length];
    double[] constants = new double[operand.length];
    for (int i = 0; i < operand.length; i++) {
      factors[i] =
          switch (node.operator()) {
            case "Mul" -> operand[i];
            case "Div" -> 1 / operand[i];
            default -> constantFirst && node.operator().equals("Sub") ? -1 : 1;
          };
      constants[i] =
          switch (node.operator()) {
            case "Add" -> operand[i];
            case "Sub" -> constantFirst ? operand[i] : -operand[i];
            default -> 0;
          };
    }
    return affine(rows, shape, factors, constants);
  }

  /** Computes (x - offset) scale. */
  private static OnnxValue scaler(OnnxNode node, Rows rows) {
    float[] offset = node.reals("offset");
    float[] scale = node.reals("scale");
    long[] shape =
        rows.shape() != null
            ? rows.shape()
            : new long[] {Math.max(1, Math.max(scale.length, offset.length))};
    double[] factors = doubles(spread(one(scale, 1), shape));
    double[] constants = doubles(spread(one(offset, 0), shape));
    for (int i = 0; i < factors.length; i++) {
      constants[i] *= -factors[i];
    }
    return affine(rows, shape, factors, constants);
  }

  private static OnnxTensor one(float[] values, float missing) {
    float[] given = values.length == 0 ? new float[] {missing} : values;
    return new OnnxTensor(new long[] {given.length}, given);
  }

  private static OnnxValue batchNormalization(OnnxNode node, Rows rows, List<OnnxValue> in) {
    if (!rows.isFlat()) {
      throw new IllegalArgumentException("a BatchNormalization of values that are no row");
    }
    float[] gamma = tensor(in, 1, node).values();
    float[] beta = tensor(in, 2, node).values();
    float[] mean = tensor(in, 3, node).values();
    float[] variance = tensor(in, 4, node).values();
    int n = gamma.length;
    if (beta.length != n || mean.length != n || variance.length != n) {
      throw new IllegalArgumentException("a BatchNormalization of different sizes");
    }
    double epsilon = node.real("epsilon", 1e-5f);
    double[] factors = new double[n];
    double[] constants = new double[n];
    for (int k = 0; k < n; k++) {
      factors[k] = gamma[k] / Math.sqrt(variance[k] + epsilon);
      constants[k] = beta[k] - factors[k] * mean[k];
    }
    return affine(rows, new long[] {n}, factors, constants);
  }

  /** Computes sums of the weights that belong to each class, one class after the other. */
  private static OnnxValue linearClassifier(OnnxNode node, Rows rows) {
    float[] intercepts = node.reals("intercepts");
    float[] coefficients = node.reals("coefficients");
    String transform = node.text("post_transform", "NONE");
    int classes = intercepts.length;
    if (!transform.equals("NONE") && !transform.equals("SOFTMAX")) {
      throw new IllegalArgumentException("a LinearClassifier with " + transform);
    }
    if (classes < 2 || coefficients.length == 0 || coefficients.length % classes != 0) {
      throw new IllegalArgumentException(
          "a LinearClassifier of %d coefficients and %d intercepts"
              .formatted(coefficients.length, classes));
    }
    int inputs = coefficients.length / classes;
    Rows sums =
        product(
            rows,
            new long[] {inputs, classes},
            () -> Matrix.transposed(coefficients, classes, inputs),
            intercepts);
    return transform.equals("NONE") ? sums : activated(sums, LayerActivation.SOFTMAX);
  }
}
