// Runs a host that has nothing but the plugin's place.
def checks = evaluate(new File(shared, 'checks.groovy'))
checks.classPath(basedir)
String picture = new File(shared, '../test/resources/cases/pictures/white-boot-on-transparent.png').path
String printed = checks.run(basedir, ['-cp', 'target/test-classes', 'consumer.Host', checks.classPathOf(basedir), picture])
assert printed.trim() == 'ankle boot'
