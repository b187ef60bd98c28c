package io.github.softmaxregression;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Data flows one way through the packages: each uses only those to its left. */
class ArchitectureTest {
  private static final String ROOT = "io.github.softmaxregression";
  private static final List<String> ORDER =
      List.of(
          "backend",
          "data",
          "picture",
          "model",
          "evaluation",
          "training",
          "store",
          "inference",
          "figure",
          "report",
          "exchange",
          "benchmark",
          "notebook",
          "web",
          "cli");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /** The rooms inside packages; what one is for stands in its package-info. */
  private static final Set<String> ROOMS =
      Set.of(
          "cli.options",
          "cli.output",
          "data.memory",
          "model.fast",
          "picture.cutout",
          "store.foreign",
          "web.http",
          "web.playground",
          "web.protocol");

  @Test
  void everyPackageHasItsPlace() {
    Set<String> found = new TreeSet<>();
    for (JavaClass each : CLASSES) {
      found.add(each.getPackageName().substring(ROOT.length()));
    }
    Set<String> expected = new TreeSet<>(Set.of("")); // Chapter and Main
    Stream.concat(ORDER.stream(), ROOMS.stream()).map(name -> "." + name).forEach(expected::add);
    assertThat(found).isEqualTo(expected);
  }

  /** What is optional in the pom is not there for a program that uses this one as a library. */
  @Test
  void theLibraryDoesWithoutWhatIsOptional() {
    List<String> library = ORDER.subList(0, ORDER.indexOf("notebook"));
    String[] packages =
        library.stream().map(name -> ROOT + "." + name + "..").toArray(String[]::new);
    noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "picocli..",
            "io.javalin..",
            "org.eclipse.jetty..",
            "jakarta.servlet..",
            "io.prometheus..",
            "com.google.zxing..",
            "org.commonmark..",
            "org.mozilla..",
            "org.dflib..",
            "it.unimi..",
            "kotlin..")
        .check(CLASSES);
  }

  @Test
  void packagesUseOnlyThoseToTheirLeft() {
    for (int i = 0; i < ORDER.size(); i++) {
      DescribedPredicate<JavaClass> toTheRight = resideInAPackage(ROOT);
      if (i + 1 < ORDER.size()) {
        String[] later =
            ORDER.subList(i + 1, ORDER.size()).stream()
                .map(name -> ROOT + "." + name + "..")
                .toArray(String[]::new);
        toTheRight = toTheRight.or(resideInAnyPackage(later));
      }
      noClasses()
          .that()
          .resideInAPackage(ROOT + "." + ORDER.get(i) + "..")
          .should()
          .dependOnClassesThat(toTheRight)
          .check(CLASSES);
    }
  }

  @Test
  void noTwoFilesNeedEachOther() {
    SlicesRuleDefinition.slices()
        .assignedFrom(new SourceFiles())
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  /** Takes a class and those nested in it for one thing, as a reader does. */
  private static final class SourceFiles implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass each) {
      return SliceIdentifier.of(each.getPackageName(), topLevel(each).getSimpleName());
    }

    @Override
    public String getDescription() {
      return "source files";
    }
  }

  private static JavaClass topLevel(JavaClass each) {
    return each.getEnclosingClass().map(ArchitectureTest::topLevel).orElse(each);
  }

  @Test
  void whatIsThereForSpeedHasOneDoor() {
    Set<String> users = new TreeSet<>();
    for (JavaClass each : CLASSES) {
      if (!isFast(each)
          && each.getDirectDependenciesFromSelf().stream()
              .anyMatch(dependency -> isFast(dependency.getTargetClass()))) {
        users.add(topLevel(each).getSimpleName());
      }
    }
    assertThat(users).containsExactly("SoftmaxNetwork");
  }

  private static boolean isFast(JavaClass each) {
    return each.getPackageName().equals(ROOT + ".model.fast");
  }

  @Test
  void theChapterNeedsOnlyTheData() {
    noClasses()
        .that()
        .haveFullyQualifiedName(ROOT + ".Chapter")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..")
                .and(DescribedPredicate.not(resideInAPackage(ROOT + ".data")))
                .and(DescribedPredicate.not(equivalentTo(Chapter.class))))
        .check(CLASSES);
  }

  /** The library's readers run what a zip holds; its copies of others' are old. */
  @Test
  void onlyOneClassHasTheLibraryReadAndThenOnlyJson() {
    Set<String> readers = new TreeSet<>();
    for (JavaClass each : CLASSES) {
      for (JavaMethodCall call : each.getMethodCallsFromSelf()) {
        String method = call.getTargetOwner().getSimpleName() + "." + call.getTarget().getName();
        if (method.matches("ModelSerializer\\.(restore|add).*|.*\\.(load|from(Json|Yaml))")
            && call.getTargetOwner()
                .getPackageName()
                .matches("org\\.(nd4j|deeplearning4j|datavec)\\..*")) {
          readers.add(topLevel(each).getSimpleName() + " " + method);
        }
      }
    }
    assertThat(readers).containsExactly("NetworkLoader MultiLayerConfiguration.fromJson");
    noClasses()
        .that()
        .haveNameNotMatching(ROOT.replace(".", "\\.") + "\\.exchange\\.Onnx.*")
        .should()
        .dependOnClassesThat(resideInAPackage("org.nd4j.shade.."))
        .check(CLASSES);
  }

  @Test
  void onlyMainEndsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + ".Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }
}
