// What the projects beside this file check alike. Maven runs their verify.groovy after it has built them.
import java.util.zip.ZipFile

class Checks {
  static String classPathOf(File project) {
    List<File> jars = new File(project, 'target/lib').listFiles().sort()
    ([new File(project, 'target/classes')] + jars).join(File.pathSeparator)
  }

  /** Holds that the class path is small, names no class twice and no logging provider. */
  static void classPath(File project) {
    List<File> jars = new File(project, 'target/lib').listFiles()
    long bytes = jars.sum { it.length() }
    assert bytes < 200_000_000 && bytes > 100_000_000
    Map<String, File> homes = [:]
    for (File jar : jars) {
      for (String name : new ZipFile(jar).withCloseable { it.entries().collect { it.name } }) {
        if (name.endsWith('.class') && !name.endsWith('-info.class') && !name.startsWith('META-INF/versions/')) {
          File other = homes.put(name, jar)
          assert other == null : "$name is in $other and in $jar"
        }
      }
    }
    assert homes.size() > 10_000
    println "${jars.size()} jars, ${bytes / 1_000_000 as int} MB, ${homes.size()} classes, none twice"
  }

  static Process start(File project, List<String> arguments) {
    String java = System.getProperty('java.home') + '/bin/java'
    ProcessBuilder builder = new ProcessBuilder([java] + arguments).directory(project)
    builder.environment() << [OMP_NUM_THREADS: '1']
    builder.redirectError(new File(project, 'target/err.txt')).start()
  }

  /** Returns what a Java prints on its standard output, and holds that it ends well. */
  static String run(File project, List<String> arguments) {
    Process process = start(project, arguments)
    String printed = process.inputStream.text
    assert process.waitFor() == 0 : new File(project, 'target/err.txt').text
    printed
  }
}
Checks
