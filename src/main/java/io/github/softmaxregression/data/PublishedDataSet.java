package io.github.softmaxregression.data;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Data sets published under the same four file names, told apart by the SHA-256 of the uncompressed
 * files: mirrors have served one for the other.
 */
public enum PublishedDataSet {
  /** As published by Zalando Research. */
  FASHION_MNIST(
      "Fashion-MNIST",
      FashionClass.names(),
      "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
      "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
      "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
      "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
  /** As published by LeCun, Cortes and Burges. */
  MNIST(
      "MNIST handwritten digits",
      IntStream.range(0, 10).mapToObj(Integer::toString).toList(),
      "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
      "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
      "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
      "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

  private final String title;
  private final List<String> classNames;
  private final Set<String> sha256;

  PublishedDataSet(String title, List<String> classNames, String... sha256) {
    this.title = title;
    this.classNames = classNames;
    this.sha256 = Set.of(sha256);
  }

  String title() {
    return title;
  }

  List<String> classNames() {
    return classNames;
  }

  /** Tells whether some files, by their digests, are Fashion-MNIST's and no others. */
  public static boolean isFashionMnist(Collection<String> sha256) {
    return !sha256.isEmpty() && FASHION_MNIST.sha256.containsAll(sha256);
  }

  /** The data set that has a file of this digest. */
  static Optional<PublishedDataSet> of(String sha256) {
    for (PublishedDataSet candidate : values()) {
      if (candidate.sha256.contains(sha256)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
