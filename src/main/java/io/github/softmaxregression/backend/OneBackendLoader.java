package io.github.softmaxregression.backend;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.nd4j.linalg.factory.Nd4jBackend;

/**
 * Lets ND4J find one backend and no other. ND4J would ask all on the class path in the order of
 * their priorities, which only the environment can change, and print a stack trace for each that
 * cannot run.
 */
final class OneBackendLoader extends ClassLoader {
  private static final String SERVICES = "META-INF/services/" + Nd4jBackend.class.getName();

  static {
    registerAsParallelCapable();
  }

  private final Backend backend;

  OneBackendLoader(Backend backend) {
    super(OneBackendLoader.class.getClassLoader());
    this.backend = backend;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.equals(SERVICES)
        ? Collections.enumeration(List.of(Backend.class.getResource(backend.service())))
        : super.getResources(name);
  }
}
