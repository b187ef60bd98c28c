package io.github.softmaxregression.data;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Memory for the arrays of one minibatch, taken again by the thread's next one. Without it every
 * array would ask the system for memory, and give it back only when Java collects garbage.
 */
public final class MinibatchWorkspace {
  private static final WorkspaceConfiguration CONFIGURATION =
      WorkspaceConfiguration.builder().build();

  private MinibatchWorkspace() {}

  /** Arrays that this thread makes until the scope is closed live no longer than it. */
  public static MemoryWorkspace enter() {
    return Nd4j.getWorkspaceManager().getAndActivateWorkspace(CONFIGURATION, "minibatch");
  }
}
