package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of pictures as people have them. */
class FolderCasesTest {
  private static final byte[] HEIC = "\0\0\0\030ftypheic\0\0\0\0mif1heic".getBytes();

  @TempDir private Path folder;

  private Path data;
  private byte[] good;

  @BeforeEach
  void threeClasses() throws IOException {
    good = Pictures.faulty("good.jpg");
    data = folder.resolve("data");
    three(data);
  }

  private void three(Path to) throws IOException {
    for (String name : List.of("bag", "boot", "trouser")) {
      for (int i = 1; i <= 6; i++) {
        picture(to.resolve(name).resolve(i + ".jpg"));
      }
    }
  }

  private void picture(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, good);
  }

  private void move(String from, String to) throws IOException {
    Files.createDirectories(data.resolve(to).getParent());
    Files.move(data.resolve(from), data.resolve(to));
  }

  private CommandLine train(Path from, String... options) {
    Path out = folder.resolve("out").resolve("m.zip");
    String line = "train --epochs 1 --figures none " + String.join(" ", options);
    return CommandLine.run(line.strip(), "--data", from, "--out", out);
  }

  private static String classes(CommandLine result) {
    String sizes = result.out().lines().findFirst().orElse(result.err());
    return sizes.replaceFirst(
        "Softmax regression: (\\d+) training and (\\d+) .*, (\\d+) cl.*", "$1 $2 $3");
  }

  /** Trains; expects so many training and test images and classes, and this on standard error. */
  private void trains(Path from, String sizes, String... notices) {
    CommandLine result = train(from);
    assertThat(result.exitCode()).describedAs(result.err()).isZero();
    assertThat(classes(result)).isEqualTo(sizes);
    assertThat(result.err().lines()).hasSize(notices.length);
    Arrays.stream(notices).forEach(each -> assertThat(result.err()).contains(each));
  }

  @Test
  void threeClassesAreThreeClasses() {
    trains(data, "15 3 3");
  }

  /** What systems and programs leave beside people's files is not data, and not worth a word. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bag/._1.jpg",
        "bag/.DS_Store",
        ".git/objects/1.jpg",
        "__MACOSX/bag/._1.jpg",
        "__MACOSX/bag/1.jpg",
        "bag/@eaDir/1.jpg",
        "lost+found/1.jpg",
        "$RECYCLE.BIN/1.jpg",
        "System Volume Information/1.jpg",
        "bag/Thumbs.db",
        "boot/desktop.ini"
      })
  void whatSystemsLeaveIsPassedOver(String name) throws IOException {
    Path file = data.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[] {0, 5, 22, 7, 0, 2, 0, 0});
    trains(data, "15 3 3");
    picture(file);
    trains(data, "15 3 3");
  }

  @Test
  void whatCannotBeReadIsCountedAndNamed() throws IOException {
    for (int i = 1; i <= 3; i++) {
      Files.delete(data.resolve("bag").resolve(i + ".jpg"));
      Files.write(data.resolve("bag").resolve(i + ".HEIC"), HEIC);
    }
    Files.writeString(data.resolve("boot").resolve("notes.txt"), "hello");
    trains(
        data,
        "12 3 3",
        data.resolve("bag") + ": left out, as no pictures to read: 3 .HEIC",
        data.resolve("boot") + ": left out, as no pictures to read: 1 .txt");
  }

  @Test
  void aClassLeftWithoutPicturesIsTold() throws IOException {
    for (int i = 1; i <= 6; i++) {
      Files.write(data.resolve("bag").resolve(i + ".jpg"), good);
      move("bag/" + i + ".jpg", "bag/" + i + ".heic");
      Files.write(data.resolve("bag").resolve(i + ".heic"), HEIC);
    }
    trains(
        data,
        "10 2 2",
        "bag: no picture in it, and so no class; left out, as no pictures to read: 6 .heic");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.jfif", "1.jpe", "1.dib", "1.JPG", "1", "1.jpg?width=800", "1.avif", "a.b.c"})
  void picturesAreToldByContent(String name) throws IOException {
    move("bag/1.jpg", "bag/" + name);
    trains(data, "15 3 3");
  }

  @Test
  void deeperPicturesAreRead() throws IOException {
    move("bag/1.jpg", "bag/red/small/1.jpg");
    move("bag/2.jpg", "bag/red/2.jpg");
    trains(data, "15 3 3");
  }

  @Test
  void trainingTwiceInTheSameFolderIsTheSame() throws IOException {
    String line = "train --epochs 1 --figures png --data %s --out %s";
    Path models = data.resolve("models");
    String command = line.formatted(data, models.resolve("latest.zip"));
    CommandLine first = CommandLine.run(command);
    byte[] parameters = Files.readAllBytes(models.resolve("latest.zip"));
    assertThat(models).isDirectoryContaining("glob:**.png");
    CommandLine second = CommandLine.run(command);
    assertThat(classes(first)).isEqualTo(classes(second)).isEqualTo("15 3 3");
    assertThat(second.err())
        .contains(models + ": no picture in it, and so no class")
        .contains("2 drawn by this program");
    assertThat(parameters(models.resolve("latest.zip"))).isEqualTo(parameters(parameters));
  }

  private byte[] parameters(Path zip) throws IOException {
    return parameters(Files.readAllBytes(zip));
  }

  private byte[] parameters(byte[] zip) throws IOException {
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().equals("coefficients.bin")) {
          return in.readAllBytes();
        }
      }
    }
    throw new IOException("no parameters");
  }

  @Test
  void aFolderWithoutAPictureIsNoClass() throws IOException {
    Files.createDirectories(data.resolve("empty"));
    Files.createDirectories(data.resolve("notes"));
    Files.writeString(data.resolve("notes").resolve("a.txt"), "hello");
    trains(
        data,
        "15 3 3",
        data.resolve("empty") + ": no picture in it, and so no class",
        data.resolve("notes") + ": no picture in it, and so no class; left out, as no");
  }

  @Test
  void picturesInNoClassAreCounted() throws IOException {
    picture(data.resolve("a.jpg"));
    picture(data.resolve("b.jpg"));
    trains(data, "15 3 3", data + ": left out 2 pictures that lie in no class's folder");
  }

  @ParameterizedTest
  @CsvSource({"train, test", "Train, Test", "TRAIN, TEST", "Training, Testing", "training, test"})
  void partsInAnySpelling(String train, String test) throws IOException {
    Path parts = folder.resolve("parts");
    three(parts.resolve(train));
    three(parts.resolve(test));
    trains(parts, "18 18 3");
  }

  @ParameterizedTest
  @CsvSource({"train, val", "Train, Valid", "training, Validation"})
  void aPartForValidationIsTestedOnWhereThereIsNoOther(String train, String val)
      throws IOException {
    Path parts = folder.resolve("parts");
    three(parts.resolve(train));
    three(parts.resolve(val));
    trains(parts, "18 18 3", parts.resolve(val) + ": taken for testing, since there is no");
    three(parts.resolve("test"));
    trains(parts, "18 18 3", parts.resolve(val) + ": left out, 18 pictures beside ");
  }

  @Test
  void onePartAloneIsSplit() throws IOException {
    Path parts = folder.resolve("parts");
    three(parts.resolve("train"));
    trains(parts, "15 3 3");
  }

  @Test
  void twoPartsOfOneKindAreRefused() throws IOException {
    Path parts = folder.resolve("parts");
    three(parts.resolve("test"));
    three(parts.resolve("train"));
    three(parts.resolve("training"));
    CommandLine result = train(parts);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("found both ").contains("training").hasLineCount(1);
  }

  @Test
  void aClassInOnePartOnlyIsTold() throws IOException {
    Path parts = folder.resolve("parts");
    three(parts.resolve("train"));
    three(parts.resolve("test"));
    Files.move(parts.resolve("test/bag"), parts.resolve("test/moved"));
    Files.move(parts.resolve("test/moved"), parts.resolve("test/Bag"));
    trains(
        parts,
        "18 18 4",
        "class bag: in " + parts.resolve("train") + " only",
        "class Bag: in " + parts.resolve("test") + " only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NFC", "NFD", "blank"})
  void namesAreComparedInOneForm(String form) throws IOException {
    Path parts = folder.resolve("parts");
    three(parts.resolve("train"));
    three(parts.resolve("test"));
    String name = "k\u00e4se";
    String other =
        form.equals("blank")
            ? name + " "
            : Normalizer.normalize(name, Normalizer.Form.valueOf(form));
    Files.move(parts.resolve("train/bag"), parts.resolve("train").resolve(name));
    Files.move(parts.resolve("test/bag"), parts.resolve("test").resolve(other));
    trains(parts, "18 18 3");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void linksAreFollowedAndCirclesEnd() throws IOException {
    Files.move(data.resolve("bag"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(data.resolve("bag"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(data.resolve("boot").resolve("again"), data);
    Files.createSymbolicLink(data.resolve("trouser").resolve("self"), data.resolve("trouser"));
    Files.createSymbolicLink(folder.resolve("link"), data);
    CommandLine result = train(folder.resolve("link"));
    assertThat(result.exitCode()).describedAs(result.err()).isZero();
    assertThat(classes(result)).endsWith(" 3");
    assertThat(Files.exists(folder.resolve("out").resolve("m.zip"))).isTrue();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void whatIsNoFileIsNeverOpened() throws IOException, InterruptedException {
    Path pipe = data.resolve("bag").resolve("pipe.jpg");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Files.createSymbolicLink(data.resolve("bag").resolve("gone.jpg"), folder.resolve("gone"));
    trains(data, "15 3 3", "left out, as no pictures to read: 1 of another kind (gone.jpg), 1 of");
  }

  @Test
  void allDamagedPicturesAreNamedInOneRun() throws IOException {
    Path cut = data.resolve("bag").resolve("2.jpg");
    Path empty = data.resolve("boot").resolve("3.jpg");
    Path text = data.resolve("trouser").resolve("4.jpg");
    Files.write(cut, Arrays.copyOf(good, good.length / 2));
    Files.write(empty, new byte[0]);
    Files.writeString(text, "404 not found");
    CommandLine result = train(data);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("error: " + cut + ": found a damaged picture")
        .contains("error: " + empty + ": found an empty file")
        .contains("error: " + text + ": found no picture that is known")
        .contains(
            "3 of 18 pictures cannot be read; mend them, or go on without with --skip-damaged")
        .hasLineCount(4);
    CommandLine skipping = train(data, "--skip-damaged");
    assertThat(skipping.exitCode()).isZero();
    assertThat(skipping.err())
        .contains("left out, damaged: " + cut, "left out, damaged: " + empty, "" + text)
        .hasLineCount(3);
    assertThat(classes(skipping)).isEqualTo("12 3 3");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void predictReadsTheSameFiles() throws IOException {
    Files.write(data.resolve("c.HEIC"), HEIC);
    move("bag/1.jpg", "bag/1.jfif");
    Files.write(data.resolve("bag").resolve("._2.jpg"), HEIC);
    Files.createSymbolicLink(data.resolve("more"), data.resolve("boot"));
    Files.createSymbolicLink(data.resolve("bag").resolve("circle"), data);
    CommandLine result = CommandLine.run("predict --format csv", data);
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains(data + ": left out, as no pictures to read: 1 .HEIC");
    assertThat(result.err()).hasLineCount(1);
    assertThat(result.out().lines()).hasSize(1 + 18);
    assertThat(result.out()).contains("1.jfif");
  }

  @Test
  void aFileInAnotherFormatIsCalledByItsName() throws IOException {
    Path photo = folder.resolve("photo.jpg");
    Files.write(photo, HEIC);
    CommandLine result = CommandLine.run("predict", photo);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("found a file in the format HEIC, expected a PNG");
  }

  @Test
  void aFolderAroundTheDataIsLookedThrough() throws IOException {
    Path around = folder.resolve("around");
    Files.createDirectories(around);
    Files.move(data, around.resolve("pictures"));
    CommandLine result = train(around);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("perhaps " + around.resolve("pictures")).hasLineCount(1);
  }

  /** What was left out is told even where nothing remains. */
  @Test
  void foldersWithoutAnyPictureAreRefused() throws IOException {
    Path none = Files.createDirectories(folder.resolve("none"));
    for (String name : List.of("bag", "boot")) {
      Files.createDirectories(none.resolve(name));
      Files.write(none.resolve(name).resolve("a.heic"), HEIC);
    }
    CommandLine result = train(none);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("bag: no picture in it, and so no class; left out", "1 .heic")
        .contains("error: " + none + ": found 0 folders of pictures, expected 2 to 256");
  }

  @Test
  void aPartWithoutPicturesIsNamed() throws IOException {
    Path parts = folder.resolve("parts");
    three(parts.resolve("train"));
    Files.createDirectories(parts.resolve("test").resolve("bag"));
    CommandLine result = train(parts);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("bag: no picture in it, and so no class")
        .contains("error: " + parts.resolve("test") + ": found no picture, expected some");
  }

  @Test
  void picturesWithoutFoldersAreCounted() throws IOException {
    Path flat = folder.resolve("flat");
    picture(flat.resolve("a.jpg"));
    picture(flat.resolve("b"));
    CommandLine result = train(flat);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains(flat + ": left out 2 pictures that lie in no class's folder")
        .contains("found 0 folders of pictures, expected 2 to 256");
  }

  @Test
  void whereAllAreDamagedThereIsNothingToGoOnWith() throws IOException {
    for (String name : List.of("bag/1.jpg", "boot/1.jpg")) {
      Path file = folder.resolve("damaged").resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "hello");
    }
    CommandLine result = train(folder.resolve("damaged"), "--skip-damaged");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("2 of 2 pictures cannot be read; mend them")
        .doesNotContain("--skip-damaged");
  }
}
