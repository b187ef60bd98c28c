// Starts the one jar that Spring Boot has made, and asks it over HTTP.
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers

def checks = evaluate(new File(shared, 'checks.groovy'))
checks.classPath(basedir)
Process server = checks.start(basedir, ['-jar', 'target/spring-boot-1.jar', '--server.port=0'])
try {
  String port = null
  server.inputStream.withReader { lines ->
    while (port == null) {
      String line = lines.readLine()
      assert line != null : 'ended: ' + new File(basedir, 'target/err.txt').text
      def found = line =~ /Tomcat started on port (\d+)/
      port = found ? found.group(1) : null
    }
    def post = { byte[] body ->
      def request = HttpRequest.newBuilder(URI.create("http://localhost:$port/classify"))
          .header('Content-Type', 'application/octet-stream').POST(BodyPublishers.ofByteArray(body)).build()
      HttpClient.newHttpClient().send(request, BodyHandlers.ofString())
    }
    def answer = post(picture(shared))
    assert answer.statusCode() == 200 && answer.body().contains('"class":"ankle boot"')
    def refusal = post('no picture'.bytes)
    assert refusal.statusCode() == 422 && refusal.body().contains('expected')
  }
} finally {
  server.destroy()
}
assert server.waitFor() == 143 // it was asked to end, and did

byte[] picture(shared) { new File(shared, '../test/resources/cases/pictures/white-boot-on-transparent.png').bytes }
