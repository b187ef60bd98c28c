package io.github.softmaxregression.web;

import io.github.softmaxregression.Pictures;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Asks a running server as fast as it answers, over connections that stay open, each with a picture
 * of its own, and tells how fast that was.
 *
 * <p>Arguments: the server's address, connections, seconds.
 */
final class LoadGenerator {
  private static final int TIMEOUT_MILLIS = 30_000;

  private LoadGenerator() {}

  /** One connection: its answers by status, and how long each took in nanoseconds. */
  private static final class Client extends Thread {
    private final URI server;
    private final byte[] request;
    private final long end;
    private final Map<String, Integer> answers = new TreeMap<>();
    private long[] nanos = new long[1024];
    private int count;

    Client(URI server, byte[] picture, long end) {
      this.server = server;
      this.end = end;
      String head =
          "POST /api/predict HTTP/1.1\r\nHost: %s\r\nContent-Type: image/png\r\nContent-Length: %d\r\n\r\n"
              .formatted(server.getAuthority(), picture.length);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
      bytes.writeBytes(picture);
      request = bytes.toByteArray();
    }

    @Override
    public void run() {
      while (System.nanoTime() < end) {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
          socket.setTcpNoDelay(true);
          socket.setSoTimeout(TIMEOUT_MILLIS);
          InputStream in = new BufferedInputStream(socket.getInputStream());
          boolean open = true;
          while (open && System.nanoTime() < end) {
            long start = System.nanoTime();
            socket.getOutputStream().write(request);
            open = readAnswer(in);
            add(System.nanoTime() - start);
          }
        } catch (IOException e) {
          answers.merge(e.toString(), 1, Integer::sum);
        }
      }
    }

    private void add(long duration) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = duration;
    }

    /** Whether the connection stays open. */
    private boolean readAnswer(InputStream in) throws IOException {
      String status = line(in).split(" ")[1];
      int length = 0;
      boolean open = true;
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        String lower = line.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(lower.substring(15).strip());
        }
        open &= !lower.equals("connection: close");
      }
      String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      answers.merge(status.equals("200") ? status : status + " " + body.strip(), 1, Integer::sum);
      return open;
    }

    private static String line(InputStream in) throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c == -1) {
          throw new EOFException("the connection ended");
        }
        line.append((char) c);
      }
      return line.toString().strip();
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    ImageSet images = FashionMnist.bundled().test();
    int seconds = Integer.parseInt(args[2]);
    long start = System.nanoTime();
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(args[1]); i++) {
      byte[] picture = Pictures.png(images, i);
      clients.add(new Client(URI.create(args[0]), picture, start + seconds * 1_000_000_000L));
    }
    clients.forEach(Thread::start);
    Map<String, Integer> answers = new TreeMap<>();
    long[] all = new long[0];
    for (Client client : clients) {
      client.join();
      client.answers.forEach((status, count) -> answers.merge(status, count, Integer::sum));
      int before = all.length;
      all = Arrays.copyOf(all, before + client.count);
      System.arraycopy(client.nanos, 0, all, before, client.count);
    }
    Arrays.sort(all);
    System.out.printf("answers %s%n", answers);
    System.out.printf("%.0f requests/s%n", all.length / ((System.nanoTime() - start) / 1e9));
    for (double share : new double[] {0.5, 0.9, 0.99, 0.999, 1}) {
      long nanos = all[(int) Math.min(all.length - 1, share * all.length)];
      System.out.printf("%5.1f %% within %.2f ms%n", 100 * share, nanos / 1e6);
    }
  }
}
