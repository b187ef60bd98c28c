package io.github.softmaxregression.exchange;

import io.github.softmaxregression.data.ForeignText;
import io.github.softmaxregression.data.InvalidFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import onnx.Onnx.ModelProto;
import onnx.Onnx.StringStringEntryProto;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.Descriptors.Descriptor;
import org.nd4j.shade.protobuf.Descriptors.FieldDescriptor;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;
import org.nd4j.shade.protobuf.WireFormat;

/**
 * Reads ONNX, by the classes that ND4J has for it. What they would make of a file's bytes is
 * counted first: two bytes can become an object of a hundred.
 */
final class OnnxReader {
  private static final int DEEPEST = 12; // messages within messages; a tensor's is the fifth
  private static final int MOST_COST = 10_000_000;
  private static final int OBJECT = 100; // costs as much as so many numbers
  private static final String EXPECTED = "a fully connected classifier in ONNX";
  private static final String ADVICE = "see the table of what is read in src/docs/export.md";

  private int cost;

  private OnnxReader() {}

  /**
   * Reads a model.
   *
   * @param file what messages call it
   * @param unsaid what the file does not say
   * @throws InvalidFileException if it is damaged, or computes what plain layers cannot
   */
  static Exchanged read(Path file, byte[] content, Unsaid unsaid) throws IOException {
    try {
      new OnnxReader()
          .count(CodedInputStream.newInstance(content), ModelProto.getDescriptor(), DEEPEST);
      ModelProto model = ModelProto.parseFrom(content);
      SortedMap<String, String> metadata = new TreeMap<>();
      for (StringStringEntryProto each : model.getMetadataPropsList()) {
        metadata.put(each.getKey(), each.getValue());
      }
      return new OnnxGraph(model.getGraph(), unsaid).read(metadata);
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidFileException(
          file, "damaged content, or another format", EXPECTED, "save or copy the file again");
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(file, ForeignText.plain(e.getMessage()), EXPECTED, ADVICE);
    }
  }

  /** Walks through a message, whose fields' types are known, without making anything of it. */
  private void count(CodedInputStream in, Descriptor message, int deepest) throws IOException {
    if (deepest == 0) {
      throw new IllegalArgumentException("messages within messages, deeper than " + DEEPEST);
    }
    Set<FieldDescriptor> met = new HashSet<>();
    while (!in.isAtEnd()) {
      int tag = in.readTag();
      FieldDescriptor field = message.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      int type = WireFormat.getTagWireType(tag);
      boolean delimited = type == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      if (type == WireFormat.WIRETYPE_START_GROUP) { // which skipping would follow to any depth
        throw new IllegalArgumentException("a group, as no ONNX file has one");
      }
      if (!delimited) {
        in.skipField(tag);
        pay(field == null ? OBJECT : 1);
        continue;
      }
      int length = in.readRawVarint32();
      int before = in.pushLimit(length);
      if (field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        if (!field.isRepeated() && !met.add(field)) { // which merging would copy once more
          throw new IllegalArgumentException("twice the one " + field.getName());
        }
        pay(OBJECT);
        count(in, field.getMessageType(), deepest - 1);
      } else {
        boolean packed = field != null && field.isPackable() && !isFixed(field);
        pay(packed ? length : OBJECT);
        in.skipRawBytes(length);
      }
      in.popLimit(before);
    }
  }

  /** Tells numbers that take no less room in a file than in memory. */
  private static boolean isFixed(FieldDescriptor field) {
    return field.getType() == FieldDescriptor.Type.FLOAT
        || field.getType() == FieldDescriptor.Type.DOUBLE;
  }

  private void pay(int price) {
    cost += Math.min(price, MOST_COST);
    if (cost > MOST_COST) {
      throw new IllegalArgumentException("more parts than a classifier has");
    }
  }
}
