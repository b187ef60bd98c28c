package io.github.softmaxregression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The fat jar lists what is in it, and says of each known weakness why it does no harm there. */
class BillOfMaterialsIT {
  private static final Path JAR = Path.of(System.getProperty("softmaxregression.jar"));
  private static final List<String> ENTRIES = new ArrayList<>();
  private static JsonObject bom;
  private static JsonObject vex;

  @BeforeAll
  static void read() throws IOException {
    try (ZipFile jar = new ZipFile(JAR.toFile())) {
      jar.stream().map(ZipEntry::getName).forEach(ENTRIES::add);
      bom = json(jar, "META-INF/sbom/bom.json");
      vex = json(jar, "META-INF/sbom/vex.json");
    }
  }

  private static JsonObject json(ZipFile jar, String name) throws IOException {
    byte[] content = jar.getInputStream(jar.getEntry(name)).readAllBytes();
    assertThat(Files.readAllBytes(JAR.resolveSibling("sbom").resolve(Path.of(name).getFileName())))
        .as("what lies beside the jar")
        .isEqualTo(content);
    return JsonParser.parseString(new String(content, UTF_8)).getAsJsonObject();
  }

  private static Stream<JsonObject> objects(JsonObject parent, String name) {
    JsonElement array = parent.has(name) ? parent.get(name) : new JsonArray();
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
        .map(JsonElement::getAsJsonObject);
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }

  @Test
  void whatIsInTheJarIsListed() {
    assertThat(text(bom, "bomFormat")).isEqualTo("CycloneDX");
    assertThat(objects(bom, "components").map(each -> text(each, "name")))
        .contains("nd4j-native", "deeplearning4j-nn", "imageio-jpeg", "javalin");
  }

  /** Each statement is of something listed. */
  @Test
  void statementsAreOfWhatIsInTheJar() {
    List<String> listed = objects(bom, "components").map(each -> text(each, "bom-ref")).toList();

    assertThat(objects(vex, "vulnerabilities").flatMap(each -> objects(each, "affects")))
        .isNotEmpty()
        .allSatisfy(affected -> assertThat(listed).contains(text(affected, "ref")));
    assertThat(objects(vex, "vulnerabilities").map(each -> text(each, "bom-ref")))
        .doesNotHaveDuplicates();
  }

  /** No class is there that a statement says is not; and one that says so names the class. */
  @Test
  void classesSaidToBeAbsentAre() {
    assertThat(objects(vex, "vulnerabilities"))
        .allSatisfy(
            each -> {
              JsonObject analysis = each.getAsJsonObject("analysis");
              assertThat(text(analysis, "state")).isEqualTo("not_affected");
              List<String> absent =
                  objects(each, "properties")
                      .filter(property -> text(property, "name").equals("absent-from-jar"))
                      .map(property -> text(property, "value"))
                      .toList();
              String why = text(analysis, "justification");
              if (absent.isEmpty()) {
                assertThat(why).isIn("code_not_reachable", "protected_by_mitigating_control");
              } else {
                assertThat(why).isEqualTo("code_not_present");
              }
              for (String prefix : absent) {
                assertThat(ENTRIES).noneMatch(entry -> entry.startsWith(prefix));
              }
            });
  }

  /** Scanners take a library's own description for the library. */
  @Test
  void descriptionsOfWhatWasLeftOutAreLeftOut() {
    assertThat(ENTRIES)
        .noneMatch(
            entry ->
                entry.matches("META-INF/maven/(org.yaml|.*woodstox.*|com.google.protobuf)/.*"));
  }
}
