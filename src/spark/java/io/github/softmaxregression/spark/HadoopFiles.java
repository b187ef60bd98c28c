package io.github.softmaxregression.spark;

import io.github.softmaxregression.data.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Files wherever Hadoop reads and writes them: this machine's, HDFS, object stores. */
final class HadoopFiles {
  private final Configuration configuration;

  HadoopFiles(Configuration configuration) {
    this.configuration = configuration;
  }

  static HadoopFiles of(SparkSession spark) {
    return new HadoopFiles(spark.sparkContext().hadoopConfiguration());
  }

  private FileSystem system(Path path) throws IOException {
    return path.getFileSystem(configuration);
  }

  /** With system and folder, as executors need it. */
  String qualified(String location) throws IOException {
    Path path = new Path(location);
    return system(path).makeQualified(path).toString();
  }

  boolean exists(String location) throws IOException {
    Path path = new Path(location);
    return system(path).exists(path);
  }

  /** Deletes a folder with all that is in it, if it is there. */
  void delete(String folder) throws IOException {
    Path path = new Path(folder);
    system(path).delete(path, true);
  }

  /** What is there, or an exception in one line. */
  FileStatus required(String location, String expected) throws IOException {
    Path path = new Path(location);
    if (!exists(location)) {
      throw new InvalidFileException(location, "nothing there", expected, "check the path");
    }
    return system(path).getFileStatus(path);
  }

  /** Names of what is in a folder, sorted, without hidden files; folders end with a slash. */
  List<String> names(String folder) throws IOException {
    Path path = new Path(folder);
    List<String> names = new ArrayList<>();
    for (FileStatus each : system(path).listStatus(path)) {
      String name = each.getPath().getName();
      if (!name.startsWith(".") && !name.startsWith("_")) {
        names.add(each.isDirectory() ? name + "/" : name);
      }
    }
    names.sort(null);
    return names;
  }

  /** The file of a name in a folder, plain or gzip. */
  Optional<String> existing(String folder, String name) throws IOException {
    for (String each : Arrays.asList(name, name + ".gz")) {
      Path path = new Path(folder, each);
      if (system(path).exists(path)) {
        return Optional.of(path.toString());
      }
    }
    return Optional.empty();
  }

  InputStream open(String file) throws IOException {
    Path path = new Path(file);
    return system(path).open(path);
  }

  /** A whole file. */
  byte[] bytes(String file, String expected, int most) throws IOException {
    required(file, expected);
    try (InputStream in = open(file)) {
      byte[] content = in.readNBytes(most + 1);
      if (content.length > most) {
        throw new InvalidFileException(
            file, "more than %,d bytes".formatted(most), expected, "check the path");
      }
      return content;
    }
  }

  /** Writes a file, whole or not at all; an old one is replaced. */
  void write(String file, byte[] content) throws IOException {
    Path path = system(new Path(file)).makeQualified(new Path(file));
    Path temporary = new Path(path.getParent(), "." + path.getName() + ".part");
    system(path).mkdirs(path.getParent());
    try (FSDataOutputStream out = system(path).create(temporary, true)) {
      out.write(content);
    }
    FileContext.getFileContext(path.toUri(), configuration)
        .rename(temporary, path, Rename.OVERWRITE);
  }
}
