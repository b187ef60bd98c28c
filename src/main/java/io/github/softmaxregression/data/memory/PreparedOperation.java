package io.github.softmaxregression.data.memory;

import io.github.softmaxregression.backend.Backend;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Runs one of ND4J's operations again and again, by one thread at a time, from one preparation.
 *
 * <p>ND4J makes a new operation for each call otherwise, down to a random name from the secure
 * generator, and forty small pieces of native memory that Java's garbage collector has to follow.
 * On the CPU the native code is called directly: what ND4J does in Java around each call takes as
 * long to be compiled as an epoch of training.
 */
public final class PreparedOperation {
  private final boolean onGpu = Backend.onGpu();
  private final DynamicCustomOp operation;
  private final OpContext context = Nd4j.getExecutioner().buildContext(); // starts ND4J
  private final NativeOps natives = NativeOpsHolder.getInstance().getDeviceNativeOps();
  private INDArray output; // what it was prepared with the last time
  private INDArray[] inputs;

  /**
   * Prepares an operation.
   *
   * @param name as ND4J calls it
   * @param integers its whole-numbered arguments
   */
  public PreparedOperation(String name, long... integers) {
    operation = DynamicCustomOp.builder(name).build();
    context.setIArguments(integers);
  }

  /** Computes the output, which must be there, from the inputs. */
  public void compute(INDArray newOutput, INDArray... newInputs) {
    if (onGpu || !isPreparedWith(newOutput, newInputs)) {
      prepare(newOutput, newInputs);
    }
    if (onGpu) {
      Nd4j.exec(operation, context);
      // ND4J would look at the operation's own results, of which a prepared one has none.
      Nd4j.getAffinityManager().tagLocation(output, AffinityManager.Location.DEVICE);
    } else if (natives.execCustomOp2(null, operation.opHash(), context.contextPointer()) != 0) {
      throw new IllegalStateException(operation.opName() + ": " + natives.lastErrorMessage());
    }
  }

  private boolean isPreparedWith(INDArray newOutput, INDArray... newInputs) {
    boolean same = output == newOutput;
    for (int i = 0; same && i < newInputs.length; i++) { // as many each time
      same = inputs[i] == newInputs[i];
    }
    return same;
  }

  private void prepare(INDArray newOutput, INDArray... newInputs) {
    context.purge(); // or it would keep 300 bytes for each array that it was ever given
    for (int i = 0; i < newInputs.length; i++) {
      context.setInputArray(i, newInputs[i]);
    }
    context.setOutputArray(0, newOutput);
    output = newOutput;
    inputs = newInputs;
  }
}
