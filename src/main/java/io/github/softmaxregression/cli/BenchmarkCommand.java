package io.github.softmaxregression.cli;

import picocli.CommandLine.Command;

@Command(name = "benchmark", description = "x")
final class BenchmarkCommand implements java.util.concurrent.Callable<Integer> {
  public Integer call() {
    return 0;
  }
}
