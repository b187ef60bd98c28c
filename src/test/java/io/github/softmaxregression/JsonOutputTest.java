package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.IdxFiles;
import io.github.softmaxregression.data.ImageSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /** Holds that JSON is as a command's schema says, and that the schema refuses other JSON. */
  static void check(String command, String json) throws IOException {
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
    "losses,   losses --format json",
    "scan,     scan best photo --format json",
    "backend,  backend --format json",
    "backend,  backend --json --device cpu",
    "predict,  predict --test-index 0..5 --format json --top 3 --similar 2"
  })
  void whatIsPrintedFitsItsSchema(String schema, String line) throws IOException {
    CommandLine result = CommandLine.run(line);
    assertThat(result.exitCode()).describedAs(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    check(schema, result.out());
  }

  /** Every line fits: of epochs, also those before a run went on, and of its end. */
  @Test
  void trainFitsItLineByLine() throws IOException {
    Path zip = folder.resolve("t.zip");
    String options = " --figures none --out " + zip;
    List<JsonObject> lines = train("train --epochs 2 --json" + options);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1).get("epoch").getAsInt()).isEqualTo(2);
    JsonObject end = lines.get(2);
    assertThat(end.get("end").getAsString()).isEqualTo("finished");
    assertThat(end.get("saved").getAsString()).isEqualTo(zip.toString());
    assertThat(end.get("testAccuracy")).isEqualTo(lines.get(1).get("testAccuracy"));

    lines = train("train --epochs 2 --json --resume" + options);
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).get("end").getAsString()).isEqualTo("finished before");
    lines = train("train --epochs 1 --from best --format json --out " + folder.resolve("f.zip"));
    assertThat(lines).hasSize(2);
    lines = train("scratch --epochs 1 --json --quiet" + options);
    assertThat(lines).hasSize(2);

    String patient = "train --epochs 9 --learning-rate 9 --validation 0.1 --patience 1 --json";
    lines = train(patient + options);
    end = lines.get(lines.size() - 1);
    assertThat(end.get("end").getAsString()).isEqualTo("patience");
    assertThat(end.get("epochs").getAsInt()).isEqualTo(lines.size() - 1);
    assertThat(end.get("keptEpoch").getAsInt()).isLessThan(lines.size() - 1);
    assertThat(end.get("validationAccuracy").isJsonNull()).isFalse();
  }

  private static List<JsonObject> train(String line) throws IOException {
    CommandLine result = CommandLine.run(line);
    assertThat(result.exitCode()).describedAs(result.err()).isZero();
    assertThat(result.err().isEmpty()).isEqualTo(line.contains("--quiet"));
    List<JsonObject> objects = new ArrayList<>();
    for (String each : result.out().lines().toList()) {
      check("train", each);
      objects.add(JsonParser.parseString(each).getAsJsonObject());
    }
    return objects;
  }

  /** What is refused is told in the same words: a broken zip, a picture that is none. */
  @Test
  void whatIsRefusedFitsItsSchemaToo() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.png"), "no picture");
    CommandLine scanned = CommandLine.run("scan --format json best", broken);
    assertThat(scanned.exitCode()).isEqualTo(1);
    check("scan", scanned.out());
    assertThat(scanned.out()).contains("\"refusal\": ");

    ImageSet test = FashionMnist.bundled().test();
    Path shoe = folder.resolve("shoe.png");
    Files.write(shoe, Pictures.encoded(Pictures.grey(test.image(0), 28, 28), "png"));
    Path blank = folder.resolve("blank.png");
    Files.write(blank, Pictures.encoded(Pictures.grey(new byte[28 * 28], 28, 28), "png"));
    String[] pictures = {shoe.toString(), blank.toString(), broken.toString()};
    CommandLine predicted =
        CommandLine.run("predict --format json --model photo", (Object[]) pictures);
    assertThat(predicted.exitCode()).isEqualTo(1);
    check("predict", predicted.out());
    assertThat(predicted.out()).contains("\"error\": ", "\"note\": ", "\"unlikeness\": ");
    CommandLine lines =
        CommandLine.run("predict --format jsonl --model photo", (Object[]) pictures);
    assertThat(lines.out().lines())
        .hasSize(3)
        .allSatisfy(line -> check("predict", "[" + line + "]"));
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
