package io.github.softmaxregression.web.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the addresses by which a server that listens somewhere can be called. */
public final class Addresses {
  private Addresses() {}

  /**
   * Finds them, the one for this machine first. Of all addresses ({@code 0.0.0.0} or {@code ::}) no
   * browser can call one: then they are this machine's own.
   *
   * @param host where the server listens
   */
  public static List<String> of(String host, int port) {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (!address.isAnyLocalAddress()) {
        return List.of(url(host, port));
      }
      return Stream.concat(Stream.of("127.0.0.1"), others()).map(each -> url(each, port)).toList();
    } catch (UnknownHostException e) {
      return List.of(url(host, port));
    }
  }

  private static Stream<String> others() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(Addresses::isUp)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(each -> !each.isLoopbackAddress() && !each.isLinkLocalAddress())
          .sorted(Comparator.comparing(each -> each instanceof Inet6Address))
          .map(InetAddress::getHostAddress);
    } catch (SocketException e) { // there is no network
      return Stream.empty();
    }
  }

  private static boolean isUp(NetworkInterface network) {
    try {
      return network.isUp();
    } catch (SocketException e) {
      return false;
    }
  }

  private static String url(String host, int port) {
    String name = host.replaceFirst("%.*", ""); // the interface, in an address of IPv6
    return "http://%s:%d/".formatted(name.contains(":") ? "[" + name + "]" : name, port);
  }
}
