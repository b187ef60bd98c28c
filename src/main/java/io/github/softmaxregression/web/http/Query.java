package io.github.softmaxregression.web.http;

import io.javalin.http.Context;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/**
 * Reads the settings in an address, in UTF-8. Javalin would read them in the charset of the body's
 * content type, which clients may invent.
 */
public final class Query {
  private Query() {}

  /** The first setting of a name; null if there is none. A problem if it cannot be decoded. */
  public static String value(Context context, String name) {
    String query = context.req().getQueryString();
    if (query == null) {
      return null;
    }
    Fields fields = new Fields();
    try {
      UrlEncoded.decodeUtf8To(query, fields);
    } catch (RuntimeException e) { // of half an escape, for example
      throw new HttpProblem(400, "settings in the address that cannot be decoded");
    }
    return fields.getValue(name);
  }
}
