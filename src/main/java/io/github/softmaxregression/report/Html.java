package io.github.softmaxregression.report;

/** Text in HTML. */
public final class Html {
  private Html() {}

  /** Text that is not to be taken for markup: names of classes and files may be anybody's. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
