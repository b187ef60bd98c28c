package io.github.softmaxregression.web.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.HostPort;

/**
 * Admits programs and pages of this server. A page from elsewhere could otherwise use a visitor's
 * browser to reach a server that only the visitor can reach: by its address, or under a name that
 * is made to lead to it (DNS rebinding).
 */
public final class OriginPolicy {
  /** An address, which unlike a name cannot be made to lead elsewhere. */
  private static final Pattern ADDRESS = Pattern.compile("\\d+(\\.\\d+){3}|\\[[0-9a-f:.%]+]");

  private final Set<String> hosts = new TreeSet<>(List.of("localhost", "127.0.0.1", "[::1]"));
  private final boolean anyAddress;

  /** Knows the address that a server listens on, and further names that it is called by. */
  public OriginPolicy(String bound, List<String> allowed) throws UnknownHostException {
    hosts.add(normal(bound.contains(":") ? "[" + bound + "]" : bound));
    allowed.forEach(name -> hosts.add(normal(name)));
    anyAddress = !InetAddress.getByName(bound).isLoopbackAddress();
  }

  void check(String method, HttpFields headers) {
    String authority = headers.get(HttpHeader.HOST);
    if (authority == null || !isKnown(authority)) {
      String detail =
          "the host %s is not this server's: expected one of %s; --allow-host allows others";
      throw new HttpProblem(421, detail, authority, String.join(", ", hosts));
    }
    String origin = headers.get(HttpHeader.ORIGIN);
    if (origin != null && !origin.replaceFirst("^https?://", "").equalsIgnoreCase(authority)) {
      throw new HttpProblem(403, "pages of %s may not use this server", origin);
    }
    // Covers pictures and scripts too, for which browsers send no Origin. Links may lead here.
    String site = headers.get("Sec-Fetch-Site");
    boolean foreign = "cross-site".equals(site) || "same-site".equals(site);
    boolean link = method.equals("GET") && "navigate".equals(headers.get("Sec-Fetch-Mode"));
    if (foreign && !link) {
      throw new HttpProblem(403, "pages of other sites may not use this server");
    }
  }

  private boolean isKnown(String authority) {
    try {
      String host = normal(new HostPort(authority).getHost());
      return hosts.contains(host) || anyAddress && ADDRESS.matcher(host).matches();
    } catch (IllegalArgumentException e) { // no host at all
      return false;
    }
  }

  private static String normal(String host) {
    return host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
  }
}
