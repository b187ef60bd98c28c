package io.github.softmaxregression.model.fast;

import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs one of ND4J's operations again and again, by one thread at a time, from one preparation.
 *
 * <p>ND4J makes a new operation for each call otherwise, down to a random name from the secure
 * generator, and forty small pieces of native memory that Java's garbage collector has to follow.
 */
final class PreparedOperation {
  private final DynamicCustomOp operation;
  private final OpContext context = Nd4j.getExecutioner().buildContext();

  /**
   * Prepares an operation.
   *
   * @param name as ND4J calls it
   * @param integers its whole-numbered arguments
   */
  PreparedOperation(String name, long... integers) {
    operation = DynamicCustomOp.builder(name).build();
    context.setIArguments(integers);
  }

  /** Computes the output, which must be there, from the inputs. */
  void compute(INDArray output, INDArray... inputs) {
    for (int i = 0; i < inputs.length; i++) {
      context.setInputArray(i, inputs[i]);
    }
    context.setOutputArray(0, output);
    Nd4j.exec(operation, context);
    // A GPU's backend would look at the operation's own results, of which a prepared one has none.
    Nd4j.getAffinityManager().tagLocation(output, AffinityManager.Location.DEVICE);
    context.purge(); // or it would keep 300 bytes for each array that it was ever given
  }
}
