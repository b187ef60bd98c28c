package io.github.softmaxregression.web.http;

import org.eclipse.jetty.http.HttpFields;

/** Headers of every response: browsers load nothing but what this server itself gives. */
final class SecurityHeaders {
  private static final HttpFields ALL =
      HttpFields.build()
          .add(
              "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                  + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                  + " frame-ancestors 'none'")
          .add("X-Content-Type-Options", "nosniff")
          .add("X-Frame-Options", "DENY")
          .add("Referrer-Policy", "no-referrer")
          .add("Cross-Origin-Opener-Policy", "same-origin")
          .add("Cross-Origin-Resource-Policy", "same-origin")
          .add("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
          .add("Cache-Control", "no-store")
          .asImmutable();

  private SecurityHeaders() {}

  static void put(HttpFields.Mutable fields) {
    ALL.forEach(fields::put);
  }
}
