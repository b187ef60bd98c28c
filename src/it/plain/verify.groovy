// Runs the program as its user would.
def checks = evaluate(new File(shared, 'checks.groovy'))
checks.classPath(basedir)
String printed = checks.run(basedir, ['-cp', checks.classPathOf(basedir), 'consumer.Clothes'])
assert printed.readLines() == ['test image 0: ankle boot', 'test accuracy 0.7855']
