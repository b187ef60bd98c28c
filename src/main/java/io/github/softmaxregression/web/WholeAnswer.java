package io.github.softmaxregression.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Takes the whole answer from whoever has worked on a request, and only then sends it: slow readers
 * keep no thread and no place waiting. They have as long for an answer as for asking.
 */
final class WholeAnswer extends Handler.Wrapper {
  /** The share of Java's memory that answers may take while they are sent. */
  private static final int SHARE = 4;

  private final Connections connections;
  private final Room room = new Room(SHARE);

  WholeAnswer(Connections connections) {
    this.connections = connections;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Answer answer = new Answer(request, response);
    Runnable send = () -> send(request, response, answer.content, callback);
    return super.handle(request, answer, Callback.from(send, callback::failed));
  }

  private void send(
      Request request, Response response, ByteArrayOutputStream content, Callback callback) {
    connections.waiting(request.getConnectionMetaData().getConnection());
    int size = content.size();
    Request.addCompletionListener(request, failure -> room.giveBack(size));
    if (room.take(size)) {
      response.write(true, ByteBuffer.wrap(content.toByteArray()), callback);
    } else {
      response.reset();
      Problems.end(request, response, callback, 503, "too many answers under way; try again");
    }
  }

  /** An answer that is written to memory. */
  private static final class Answer extends Response.Wrapper {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private boolean complete;

    Answer(Request request, Response response) {
      super(request, response);
    }

    @Override
    public void write(boolean last, ByteBuffer bytes, Callback callback) {
      if (bytes != null) {
        content.writeBytes(BufferUtil.toArray(bytes));
        bytes.position(bytes.limit()); // written, for whoever looks
      }
      complete |= last;
      callback.succeeded();
    }

    @Override
    public boolean hasLastWrite() {
      return complete;
    }
  }
}
