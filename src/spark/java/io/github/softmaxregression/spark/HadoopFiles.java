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
import org.apache.hadoop.fs.GlobFilter;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;

/** Reads and writes files wherever Hadoop does: on this machine, HDFS, object stores. */
final class HadoopFiles {
  private final Configuration configuration;

  HadoopFiles(Configuration configuration) {
    this.configuration = configuration;
  }

  static HadoopFiles of(SparkSession spark) {
    return new HadoopFiles(spark.sparkContext().hadoopConfiguration());
  }

  private FileSystem system(Path path) throws IOException {
    FileSystem system = path.getFileSystem(configuration);
    system.setWriteChecksum(false); // which is a file of its own beside each on a disk
    return system;
  }

  /** Completes a path with its file system and folder, as executors need it. */
  String qualified(String location) throws IOException {
    Path path = new Path(location);
    return system(path).makeQualified(path).toString();
  }

  boolean exists(String location) throws IOException {
    Path path = new Path(location);
    return system(path).exists(path);
  }

  /** Refuses a folder where a file is to be written. */
  void requireNoFolder(String file, String expected) throws IOException {
    Path path = new Path(file);
    if (exists(file) && system(path).getFileStatus(path).isDirectory()) {
      throw new InvalidFileException(file, "a folder", expected, "name a file in it");
    }
  }

  /** Deletes a folder with all that is in it, if it is there. */
  void delete(String folder) throws IOException {
    Path path = new Path(folder);
    system(path).delete(path, true);
  }

  /** Looks a file or folder up, and fails in one line where there is none. */
  FileStatus required(String location, String expected) throws IOException {
    Path path = new Path(location);
    if (!exists(location)) {
      throw new InvalidFileException(location, "nothing there", expected, "check the path");
    }
    return system(path).getFileStatus(path);
  }

  /**
   * Lists the names in a folder, sorted, without hidden ones; those of folders end with a slash.
   */
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

  /**
   * Lists files of 0 bytes in a folder and the folders in it, whose names match a pattern, without
   * hidden ones.
   */
  List<String> empty(String folder, String pattern) throws IOException {
    GlobFilter named = new GlobFilter(pattern);
    List<String> empty = new ArrayList<>();
    Path path = system(new Path(folder)).makeQualified(new Path(folder));
    RemoteIterator<LocatedFileStatus> files = system(path).listFiles(path, true);
    while (files.hasNext()) {
      LocatedFileStatus each = files.next();
      String below = each.getPath().toString().substring(path.toString().length());
      boolean hidden = below.contains("/_") || below.contains("/.");
      if (each.getLen() == 0 && !hidden && named.accept(each.getPath())) {
        empty.add(each.getPath().toString());
      }
    }
    return empty;
  }

  /** Finds a file of a folder, plain or gzip. */
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

  /** Reads a whole file of at most so many bytes. */
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

  /** Writes or replaces a file, whole or not at all. */
  void write(String file, byte[] content) throws IOException {
    Path path = system(new Path(file)).makeQualified(new Path(file));
    Path temporary = new Path(path.getParent(), "." + path.getName() + ".part");
    system(path).mkdirs(path.getParent());
    try {
      try (FSDataOutputStream out = system(path).create(temporary, true)) {
        out.write(content);
      }
      FileContext.getFileContext(path.toUri(), configuration)
          .rename(temporary, path, Rename.OVERWRITE);
    } catch (IOException e) {
      system(path).delete(temporary, false);
      throw e;
    }
  }
}
