package io.github.softmaxregression.store.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Limits how many bytes are read of a channel, until it is released. */
final class BoundedChannel implements SeekableByteChannel {
  /** Tells that the limit was reached. */
  static final class ExceededException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final SeekableByteChannel channel;
  private long left;

  BoundedChannel(SeekableByteChannel channel, long most) {
    this.channel = channel;
    this.left = most;
  }

  void release() {
    left = Long.MAX_VALUE;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int read = channel.read(target);
    left -= Math.max(1, read);
    if (left < 0) {
      throw new ExceededException();
    }
    return read;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return channel.write(source);
  }

  @Override
  public long position() throws IOException {
    return channel.position();
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    channel.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public SeekableByteChannel truncate(long size) throws IOException {
    channel.truncate(size);
    return this;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
