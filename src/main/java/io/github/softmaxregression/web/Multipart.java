package io.github.softmaxregression.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;

/** The files of a form (multipart/form-data), read in memory alone: servlets would use the disk. */
final class Multipart extends MultiPart.AbstractPartsListener {
  private static final int LONGEST_HEAD = 4096;

  /**
   * A file.
   *
   * @param name as its sender calls it
   * @param content its bytes
   */
  record Upload(String name, byte[] content) {}

  private final List<Upload> files = new ArrayList<>();
  private ByteArrayOutputStream content = new ByteArrayOutputStream();
  private boolean complete;
  private String field; // one that is no file

  private Multipart() {}

  /**
   * The files in a body.
   *
   * @param contentType of the body, with the boundary
   * @param most files
   * @throws HttpProblem if it is no such body, has fields that are no files, or too many parts
   */
  static List<Upload> read(byte[] body, String contentType, int most) {
    String boundary = MultiPart.extractBoundary(contentType);
    if (boundary == null) {
      throw broken("no boundary in the content type");
    }
    Multipart parts = new Multipart();
    MultiPart.Parser parser = new MultiPart.Parser(boundary, parts);
    parser.setMaxParts(most + 1L);
    parser.setPartHeadersMaxLength(LONGEST_HEAD);
    parser.parse(Content.Chunk.from(ByteBuffer.wrap(body), true));
    if (parts.files.size() > most) {
      throw new HttpProblem(413, "more than %d pictures: send fewer at once".formatted(most));
    }
    if (!parts.complete) {
      throw broken("it ends early");
    }
    if (parts.field != null) {
      throw new HttpProblem(
          400,
          "a field '%s' that is no file: expected pictures; settings stand in the address, as in"
                  .formatted(parts.field)
              + " ?invert=yes");
    }
    return parts.files;
  }

  private static HttpProblem broken(String why) {
    return new HttpProblem(400, "no multipart/form-data that can be read: " + why);
  }

  @Override
  public void onPartContent(Content.Chunk chunk) {
    content.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
  }

  @Override
  public void onPart(String name, String fileName, HttpFields headers) {
    if (fileName == null) {
      field = name;
    } else {
      String shown = fileName.isEmpty() ? "picture " + (files.size() + 1) : fileName;
      files.add(new Upload(shown, content.toByteArray()));
    }
    content = new ByteArrayOutputStream();
  }

  @Override
  public void onComplete() {
    complete = true;
  }

  @Override
  public void onFailure(Throwable failure) {
    throw broken(failure.getMessage());
  }
}
