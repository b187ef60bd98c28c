package io.github.softmaxregression.web.http;

import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the addresses by which a server that listens somewhere can be called. */
public final class Addresses {
  private Addresses() {}

  /**
   * Finds the one for this machine. Of all addresses ({@code 0.0.0.0} or {@code ::}) no browser can
   * call one: then it is this machine's own.
   *
   * @param host where the server listens
   */
  public static String local(String host, int port) {
    return url(isAll(host) ? "127.0.0.1" : host, port);
  }

  /**
   * Finds those for other machines, that of the network which this machine uses first; none where
   * the server listens for this machine only.
   *
   * @param host where the server listens
   */
  public static List<String> forOthers(String host, int port) {
    if (isAll(host)) {
      return others().map(each -> url(each, port)).toList();
    }
    return is(host, InetAddress::isLoopbackAddress) ? List.of() : List.of(url(host, port));
  }

  private static boolean isAll(String host) {
    return is(host, InetAddress::isAnyLocalAddress);
  }

  private static boolean is(String host, Predicate<InetAddress> kind) {
    try {
      return kind.test(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static Stream<String> others() {
    InetAddress used = used();
    try {
      return NetworkInterface.networkInterfaces()
          .filter(Addresses::isUp)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(each -> !each.isLoopbackAddress() && !each.isLinkLocalAddress())
          .sorted(
              Comparator.comparing((InetAddress each) -> each instanceof Inet6Address)
                  .thenComparing(each -> !each.equals(used)))
          .map(InetAddress::getHostAddress);
    } catch (SocketException e) { // there is no network
      return Stream.empty();
    }
  }

  /**
   * Finds the address from which this machine calls others, or null. Containers and virtual
   * machines have networks too, which a telephone is not in.
   */
  private static InetAddress used() {
    try (DatagramSocket socket = new DatagramSocket()) {
      // Sends nothing: the system only chooses the way. The address is one of documentation's.
      socket.connect(new InetSocketAddress("198.51.100.1", 9));
      return socket.getLocalAddress();
    } catch (SocketException | UncheckedIOException e) { // there is no way out
      return null;
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
