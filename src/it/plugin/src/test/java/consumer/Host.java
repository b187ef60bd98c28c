package consumer;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Loads the plugin whose class path is the first argument, and shows it the picture in the second. */
public final class Host {
  private Host() {}

  public static void main(String[] args) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : args[0].split(File.pathSeparator)) {
      urls.add(new File(entry).toURI().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      @SuppressWarnings("unchecked")
      Function<byte[], String> plugin =
          (Function<byte[], String>)
              loader.loadClass("consumer.ClothesPlugin").getConstructor().newInstance();
      System.out.println(plugin.apply(Files.readAllBytes(Path.of(args[1]))));
    }
  }
}
