package io.github.softmaxregression;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a file when it is deserialised, as a stranger's code could. */
public final class Planted implements Serializable {
  private static final long serialVersionUID = 1L;
  private final String marker;

  private Planted(String marker) {
    this.marker = marker;
  }

  /** Serialises one that leaves a mark. */
  public static byte[] leaving(Path marker) throws IOException {
    return serialised(new Planted(marker.toString()));
  }

  /** Serialises an object as Java does. */
  public static byte[] serialised(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    Files.createFile(Path.of(marker));
  }
}
