package io.github.softmaxregression.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.softmaxregression.exchange.DenseClassifier.Layer;
import io.github.softmaxregression.picture.Crop;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written; that it works is tested in a browser, by {@code ExportedPageTest}. */
class HtmlFormatTest {
  private static final Pattern DATA =
      Pattern.compile("(?s)<script type=\"application/json\" id=\"model\">(.*?)</script>");

  private static String page(Exchanged model) {
    return new String(HtmlFormat.write(model), StandardCharsets.UTF_8);
  }

  private static JsonObject data(String page) {
    Matcher data = DATA.matcher(page);
    assertThat(data.find()).isTrue();
    return JsonParser.parseString(data.group(1)).getAsJsonObject();
  }

  private static Exchanged small(List<String> names, Crop crop, Layer... layers) {
    InputFormat input = new InputFormat(names, 2, 3, InputFormat.BYTE_OVER_255, crop, 0, null);
    var metadata = new TreeMap<String, String>();
    metadata.put("input.json", new Gson().toJson(input));
    metadata.put("source", "<i>small</i>.zip");
    return new Exchanged(new DenseClassifier(List.of(layers)), metadata);
  }

  private static Layer layer(int inputs, int outputs, LayerActivation activation) {
    float[] weights = new float[inputs * outputs];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i / 10f;
    }
    return new Layer(inputs, outputs, weights, new float[outputs], activation);
  }

  @ParameterizedTest
  @ValueSource(strings = {"best", "photo", "chapter"})
  void aShippedModelTravelsByMail(String name) throws IOException {
    Exchanged model =
        Exchanged.from(ModelSource.file(Path.of("models", "fashion-mnist-" + name + ".zip")));
    byte[] page = HtmlFormat.write(model);
    assertThat(page).hasSizeLessThan(200_000).isEqualTo(HtmlFormat.write(model));
    assertThat(new String(page, StandardCharsets.UTF_8))
        .contains(model.metadata().get("source"), model.metadata().get("source_sha256"))
        .contains(model.metadata().get("settings"));
  }

  @Test
  void nothingIsLoadedFromElsewhere() throws IOException {
    String page = page(Exchanged.from(ModelSource.of("photo")));
    assertThat(page)
        .contains("default-src 'none'")
        .doesNotContain("fetch(", "XMLHttpRequest", "/api/", "\nimport ", "\nexport ", "unsafe-");
    List<String> addresses = new ArrayList<>();
    Pattern.compile("https?://[^\"' ]+|(?:src|href)=\"[^\"]{0,20}")
        .matcher(page)
        .results()
        .forEach(each -> addresses.add(each.group()));
    assertThat(addresses)
        .isNotEmpty()
        .allMatch(
            each ->
                each.equals("http://www.w3.org/2000/svg")
                    || each.startsWith("href=\"data:image/")
                    || each.startsWith("href=\"#"));
  }

  @Test
  void weightsAreLittleEndianFloats() {
    Layer layer = layer(6, 2, LayerActivation.SOFTMAX);
    JsonObject told = data(page(small(List.of("a", "b"), Crop.AUTO, layer)));
    JsonElement only = told.getAsJsonArray("layers").get(0);
    byte[] bytes = Base64.getDecoder().decode(only.getAsJsonObject().get("weights").getAsString());
    float[] weights = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(weights);
    assertThat(weights).isEqualTo(layer.weights());
  }

  @Test
  void namesAreNeverTakenForMarkup() {
    List<String> names = List.of("</script><b>", "<!--<script>", "\"&'\u2028", "{script}", "$1");
    String page = page(small(names, Crop.AUTO, layer(6, 5, LayerActivation.SOFTMAX)));
    assertThat(data(page).getAsJsonArray("classNames"))
        .extracting(JsonElement::getAsString)
        .isEqualTo(names);
    assertThat(page).doesNotContain("<b>", "<!--", "<i>small").contains("&lt;b&gt;", "$1");
    assertThat(page.split("</script>", -1)).hasSize(3);
  }

  @Test
  void theRoadIsToldAsItIs() {
    List<String> names = List.of("a", "b");
    String one = page(small(names, Crop.AUTO, layer(6, 2, LayerActivation.SOFTMAX)));
    assertThat(one).contains("GrabCut", "2 × 3 pixels", "and a bias are its score");
    String two =
        page(
            small(
                names,
                Crop.NO,
                layer(6, 4, LayerActivation.RELU),
                layer(4, 2, LayerActivation.SOFTMAX)));
    assertThat(two)
        .contains("The whole picture is taken", "2 layers, each of which")
        .doesNotContain("GrabCut</i>", "and a bias are its score", "{several}", "{/whole}");
    assertThat(data(two).getAsJsonArray("layers")).hasSize(2);
  }
}
