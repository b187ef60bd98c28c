package io.github.softmaxregression.spark;

import io.github.softmaxregression.picture.Preparation;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Spreads images over executors as a table of id, label (null if unknown), pixels (uint8 in
 * row-major order; null if unreadable) and the error that says why.
 *
 * @param source of the rows, which counts them without reading pixels
 * @param rows the table
 * @param classNames in label order; empty if they are not known
 * @param like how a picture becomes an image like these
 */
record ImageTable(Dataset<?> source, Dataset<Row> rows, List<String> classNames, Preparation like) {
  static final String ID = "id";
  static final String LABEL = "label";
  static final String PIXELS = "pixels";
  static final String ERROR = "error";

  private static final StructType SCHEMA =
      new StructType()
          .add(ID, DataTypes.StringType)
          .add(LABEL, DataTypes.IntegerType)
          .add(PIXELS, DataTypes.BinaryType)
          .add(ERROR, DataTypes.StringType);

  static Encoder<Row> encoder() {
    return Encoders.row(SCHEMA);
  }

  static Row image(String id, Integer label, byte[] pixels) {
    return RowFactory.create(id, label, pixels, null);
  }

  static Row unreadable(String id, Integer label, String error) {
    return RowFactory.create(id, label, null, error);
  }
}
