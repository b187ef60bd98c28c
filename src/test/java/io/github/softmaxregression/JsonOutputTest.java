package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.github.softmaxregression.data.IdxFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What commands print for programs is as its documented schema says. */
class JsonOutputTest {
  private static final Path SCHEMAS = Path.of("src/docs/schemas");
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  @TempDir private Path folder;

  private static void check(String command, String json) throws IOException {
    String schema = Files.readString(SCHEMAS.resolve(command + ".schema.json"));
    assertThat(FACTORY.getSchema(schema).validate(json, InputFormat.JSON)).isEmpty();
    assertThat(FACTORY.getSchema(schema).validate("{\"a\": 1}", InputFormat.JSON))
        .as("a schema that refuses")
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "evaluate, evaluate --format json",
    "evaluate, evaluate --json --model photo",
    "compare,  compare best chapter --format json",
    "compare,  compare best best --format json",
    "data,     data --format json",
    "data,     data --resize 14 --format json",
    "losses,   losses --format json"
  })
  void whatIsPrintedFitsItsSchema(String schema, String line) throws IOException {
    CommandLine result = CommandLine.run(line);
    assertThat(result.exitCode()).describedAs(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    check(schema, result.out());
  }

  @Test
  void verifyFitsItToo() throws IOException {
    Path zip = folder.resolve("m.zip");
    CommandLine.run("train --epochs 1 --figures none --out", zip);
    CommandLine result = CommandLine.run("verify --format json", zip);
    assertThat(result.exitCode()).describedAs(result.err()).isZero();
    check("verify", result.out());
    assertThat(result.out()).contains("\"differing\": 0").contains("\"file\": \"same\"");
  }

  /** A candidate that diverges is null in it, not left out. */
  @Test
  void tuneFitsItToo() throws IOException {
    Path data = folder.resolve("data");
    IdxFiles.writeSmallDataSet(data);
    CommandLine result =
        CommandLine.run(
            "tune --format json --folds 2 --data",
            data,
            "--candidate",
            "--epochs 1",
            "--candidate",
            "--epochs 3 --batch-size 2 --learning-rate 1e38");
    assertThat(result.exitCode()).describedAs(result.err()).isZero();
    check("tune", result.out());
    assertThat(result.out()).contains("\"accuracy\": null");
  }
}
