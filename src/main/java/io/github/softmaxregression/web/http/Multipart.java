package io.github.softmaxregression.web.http;

import io.github.softmaxregression.picture.PictureReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Attributes;
import org.eclipse.jetty.util.BufferUtil;

/** Reads the files of a form (multipart/form-data) in memory: servlets would use the disk. */
public final class Multipart {
  /** A file, by the name that its sender gives it. */
  public record Upload(String name, byte[] content) {}

  /** Limits the text between parts, as RFC 2046 does (5.1.1). */
  private static final int LONGEST_BOUNDARY = 70;

  private Multipart() {}

  /** Reads the files; a problem if the body is no such form, has other fields, or too many. */
  public static List<Upload> read(byte[] body, String contentType, int maxFiles)
      throws IOException {
    String boundary = MultiPart.extractBoundary(contentType);
    if (boundary == null || boundary.length() > LONGEST_BOUNDARY) { // each is looked for everywhere
      throw unreadable(
          boundary == null
              ? "no boundary in the content type"
              : "a boundary of more than %d characters".formatted(LONGEST_BOUNDARY));
    }
    MultiPartConfig config =
        new MultiPartConfig.Builder()
            .maxParts(maxFiles + 1)
            .maxMemoryPartSize(-1)
            .maxPartSize(-1)
            .maxSize(-1)
            .maxHeadersSize(4096)
            .build();
    Content.Source source = Content.Source.from(ByteBuffer.wrap(body));
    Attributes none = new Attributes.Mapped();
    try (var parts = MultiPartFormData.getParts(source, none, contentType, config)) {
      return uploads(parts, maxFiles);
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      throw unreadable(cause instanceof EOFException ? "it ends early" : cause.getMessage());
    }
  }

  private static List<Upload> uploads(MultiPartFormData.Parts parts, int maxFiles)
      throws IOException {
    List<Upload> files = new ArrayList<>();
    String field = null; // one that is no file
    for (MultiPart.Part part : parts) {
      String name = part.getFileName();
      byte[] content = BufferUtil.toArray(Content.Source.asByteBuffer(part.getContentSource()));
      if (name == null && "_charset_".equals(part.getName())) { // of texts (RFC 7578, 4.6)
        continue;
      }
      if (name == null && !isFile(part, content)) {
        field = part.getName();
      } else {
        boolean unnamed = name == null || name.isEmpty();
        files.add(new Upload(unnamed ? "picture " + (files.size() + 1) : name, content));
      }
    }
    if (files.size() > maxFiles) {
      throw new HttpProblem(413, "more than %d pictures: send fewer at once", maxFiles);
    }
    if (field != null) {
      String expected = "pictures; settings stand in the address, as in ?invert=yes";
      throw new HttpProblem(400, "a field '%s' that is no file: expected %s", field, expected);
    }
    return files;
  }

  /** Tells files from other fields where no name does, which is optional (RFC 7578, 4.2). */
  private static boolean isFile(MultiPart.Part part, byte[] content) {
    String type = part.getHeaders().get(HttpHeader.CONTENT_TYPE);
    String kind = type == null ? "" : type.strip().toLowerCase(Locale.ROOT);
    return kind.startsWith("image/")
        || kind.startsWith("application/octet-stream")
        || PictureReader.isPicture(content);
  }

  private static HttpProblem unreadable(String why) {
    return new HttpProblem(400, "no multipart/form-data that can be read: " + why);
  }
}
