package io.github.softmaxregression.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.softmaxregression.cli.options.CommandPart;
import io.github.softmaxregression.cli.options.FormatOption;
import io.github.softmaxregression.cli.options.ModelOption;
import io.github.softmaxregression.cli.output.TextTable;
import io.github.softmaxregression.data.ForeignText;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.ZipScan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells what is in model zips before anybody loads them. */
@Command(
    name = "scan",
    description = {
      "Tells what is in model zips, without loading them: any that Deeplearning4j has written.",
      "Exit code 1 if one would be refused, or could run code in another program."
    })
final class ScanCommand extends CommandPart implements Callable<Integer> {
  private static final int SHOWN = 100; // entries

  @Parameters(
      paramLabel = "ZIP",
      arity = "1..*",
      converter = ModelOption.Converter.class,
      description = ModelOption.WHICH)
  private List<ModelSource> models;

  @Mixin private FormatOption format;

  @Override
  public Integer call() throws IOException {
    List<ZipScan> scans = new ArrayList<>();
    for (ModelSource model : models) {
      scans.add(ZipScan.of(model));
    }
    if (format.isJson()) {
      Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
      out().println(ForeignText.json(gson.toJson(scans))); // what a zip lacks is left out
    } else {
      scans.forEach(this::print);
    }
    boolean safe =
        scans.stream().allMatch(each -> each.refusal() == null && each.dangers().isEmpty());
    return safe ? 0 : 1;
  }

  private void print(ZipScan scan) {
    printf("%s%n", scan.file());
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("  entry", "bytes", "what"));
    int entries = scan.entries().size();
    scan.entries().stream()
        .limit(SHOWN)
        .forEach(
            each ->
                rows.add(List.of("  " + each.name(), "%,d".formatted(each.bytes()), each.what())));
    TextTable.print(rows, column -> column == 1, out());
    if (entries > SHOWN) {
      printf("  and %,d more%n", entries - SHOWN);
    }
    if (scan.network() != null) {
      var network = scan.network();
      printf(
          "  network: %s; %,d inputs, %,d classes, %,d parameters%n",
          String.join(", ", network.layers()),
          network.inputs(),
          network.classes(),
          network.parameters());
    }
    scan.dangers().forEach(each -> printf("  danger: %s%n", each));
    printf("  %s%n%n", scan.refusal() == null ? "would be taken" : "refused: " + scan.refusal());
  }
}
