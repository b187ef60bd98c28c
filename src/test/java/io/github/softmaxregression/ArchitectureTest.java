package io.github.softmaxregression;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
          "benchmark",
          "notebook",
          "web",
          "cli");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void everyPackageHasItsPlace() {
    Set<String> found = new TreeSet<>();
    for (JavaClass each : CLASSES) {
      found.add(each.getPackageName().substring(ROOT.length()));
    }
    Set<String> expected = new TreeSet<>(ORDER.stream().map(name -> "." + name).toList());
    expected.add(""); // Main
    assertThat(found).isEqualTo(expected);
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
  void onlyMainEndsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + ".Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }
}
