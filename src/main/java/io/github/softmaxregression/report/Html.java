package io.github.softmaxregression.report;

import io.github.softmaxregression.data.ForeignText;

/** Puts text into HTML. */
public final class Html {
  private Html() {}

  /** Escapes text so that it is not taken for markup: names of classes and files are foreign. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Writes a page: {@code head.html} beside a class, which begins the body, then its content. */
  public static String page(Class<?> place, String title, String main) {
    String head = Resource.text(place, "head.html").replace("TITLE", ForeignText.html(title));
    return head + main + "</main>\n</body>\n</html>\n";
  }
}
