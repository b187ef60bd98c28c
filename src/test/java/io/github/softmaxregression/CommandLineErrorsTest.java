package io.github.softmaxregression;

import static io.github.softmaxregression.CommandLine.fails;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each wrong command line gets one line that says what was expected. */
class CommandLineErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --foo                            | unknown option --foo; see 'softmax-regression --help'
          trian                            | unknown argument trian; did you mean train?; see
          train --epoch 3                  | unknown option --epoch; did you mean --epochs?
          predict --modl best              | unknown option --modl; did you mean --model?
          train --zap                      | unknown option --zap; see 'softmax-regression train --help'
          train extra                      | unknown argument extra
          train --epochs                   | --epochs
          train --epochs 0                 | epochs 0: expected 1 or more
          train --epochs ten               | 'ten'
          train --batch-size -1            | batch size -1: expected 1 or more
          train --learning-rate 0          | learning rate 0.0: expected a number above 0
          train --learning-rate NaN        | learning rate NaN
          train --seed 1.5                 | '1.5'
          train --resize 0                 | --resize: size 0 x 0: expected 1 or more
          train --resize -5                | --resize: size -5 x -5
          train --resize 100000            | --resize: size 100000 x 100000: expected at most 189 x 189
          scratch --epochs 0               | epochs 0: expected 1 or more
          losses --figure a.gif            | a.gif: expected a name ending in .svg or .png
          data show --figure noextension   | noextension: expected a name ending in .svg or .png
          data time --workers 0            | --workers 0: expected 1 to 64
          train --threads 0                | --threads 0: expected 1 to 1024
          predict --test-index 0 --threads 2000 | --threads 2000: expected 1 to 1024
          evaluate --threads two           | 'two'
          benchmark --figure a.gif         | a.gif: expected a name ending in .svg or .png
          benchmark --runs 0               | --runs 0: expected 1 to 1000
          data time --batch-size 0         | batch size 0: expected 1 or more
          evaluate --figures gif           | --figures
          evaluate --test-index 1          | unknown option --test-index
          predict                          | no picture: expected FILE or --test-index RANGE
          predict a.png --test-index 1     | FILE and --test-index: expected one of them
          predict a.png --top 0            | --top 0: expected 1 or more
          predict --test-index 5..1        | the range 5..1 is empty
          predict --test-index x           | expected 7, 0..5 or 0..5,17
          train --gce-q 2                  | q of the generalized cross-entropy 2.0: expected from 0 to 1
          train --recipe other             | 'other'
          train --preset other             | 'other'
          train --checkpoint-every 0       | --checkpoint-every 0: expected 1 or more
          tune --folds 1                   | --folds 1: expected 2 to 100
          train --momentum 0.9             | momentum 0.9: expected the optimizer nesterov, which has one
          train --optimizer momentum       | 'momentum'
          train --optimizer polyak         | optimizer polyak: expected sgd, nesterov or adam
          train --label-smoothing 0.1      | unknown option --label-smoothing
          train --validation 0.999999      | --validation: share 0.999999 of 60000 images: expected images on both
          tune --candidate --nonsense      | '--nonsense': Unknown option
          serve --port 70000               | --port 70000: expected 0 to 65535
          serve --port http                | 'http'
          serve --max-batch 0              | --max-batch 0: expected 1 or more
          serve --max-requests -1          | --max-requests -1: expected 1 or more
          serve --timeout 0                | --timeout 0: expected 1 to 3600
          serve --test-fraction 2          | --test-fraction 2.0: expected more than 0
          serve model.zip                  | unknown argument model.zip
          playground --port 70000          | --port 70000: expected 0 to 65535
          playground --playground          | unknown option --playground
          """)
  void aWrongCommandLineIsExitCode2(String line, String message) {
    fails(2, message, line);
  }

  @Test
  void aServerThatCannotListenOrHasNoModelIsExitCode1(@TempDir Path folder) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      fails(1, "127.0.0.1:" + port + ": found that it cannot listen there", "serve --port", port);
    }
    fails(1, "192.0.2.1:0: found that it cannot listen there", "serve --host 192.0.2.1 --port 0");
    fails(
        1,
        "no.such.host.invalid:0: found that it cannot listen",
        "serve --host no.such.host.invalid --port 0");
    fails(1, "nowhere: found nothing there", "serve --port 0 --data nowhere");
    fails(1, "missing.zip: found no such file", "serve --port 0 --model missing.zip");
    Path bad = Files.writeString(folder.resolve("bad.zip"), "hello");
    fails(1, "found no sound zip archive", "serve --port 0 --model", bad.toString());
  }

  /** Devices and pipes never end, or never begin. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void whatIsNoFileIsNeverRead(@TempDir Path folder) throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    for (Path endless : new Path[] {pipe, Path.of("/dev/zero")}) {
      fails(1, "found something that is no file", "predict --test-index 0 --labels", endless);
      fails(
          1,
          "found a device or a pipe, expected a model zip",
          "predict --test-index 0 --model",
          endless);
      fails(1, "found something that is no file, expected a PNG", "predict", endless);
      fails(1, "found a file, expected a folder with the four", "train --data", endless);
      fails(1, "found something that is no file", "train --epochs 1 --out", endless);
    }
    fails(1, "/: found a folder, expected a file or nothing", "train --epochs 1 --out /");
    fails(1, "/: found a folder, expected a model zip", "verify /");
  }

  @Test
  void anOptimizerHasItsUsualMomentum(@TempDir Path folder) {
    String line = "train --epochs 1 --figures none --batch-size 4096 --optimizer nesterov --out ";
    assertThat(CommandLine.run(line + folder.resolve("a.zip")).out())
        .contains("SGD 0.1 with Nesterov momentum 0.9,");
    assertThat(CommandLine.run(line + folder.resolve("b.zip") + " --momentum 0").out())
        .contains("SGD 0.1 with Nesterov momentum 0.0,");
  }
}
