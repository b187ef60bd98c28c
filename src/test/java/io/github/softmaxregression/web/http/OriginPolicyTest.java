package io.github.softmaxregression.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page from elsewhere cannot use the server, whatever it is called. */
class OriginPolicyTest {
  private static int status(String bound, HttpFields headers, String method)
      throws UnknownHostException {
    try {
      new OriginPolicy(bound, List.of("models.example")).check(method, headers);
      return 200;
    } catch (HttpProblem e) {
      return e.status();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, localhost,              200",
    "127.0.0.1, LOCALHOST:8080,         200",
    "127.0.0.1, localhost.:8080,        200",
    "127.0.0.1, 127.0.0.1:8080,         200",
    "127.0.0.1, [::1]:8080,             200",
    "127.0.0.1, models.example:8080,    200",
    "127.0.0.1, evil.example:8080,      421",
    "127.0.0.1, localhost.evil.example, 421",
    "127.0.0.1, 192.168.1.5:8080,       421",
    "127.0.0.1, 'a b',                  421",
    "127.0.0.1, '',                     421",
    "0.0.0.0,   192.168.1.5:8080,       200",
    "0.0.0.0,   [fe80::1]:8080,         200",
    "0.0.0.0,   evil.example,           421",
    "0.0.0.0,   1.2.3.4.evil.example,   421",
  })
  void theHostIsOneOfTheServers(String bound, String host, int expected)
      throws UnknownHostException {
    assertThat(status(bound, HttpFields.build().put("Host", host), "GET")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080,   200",
    "https://localhost:8080,  200",
    "http://localhost:8081,   403",
    "http://127.0.0.1:8080,   403",
    "http://evil.example,     403",
    "null,                    403",
  })
  void theOriginIsTheServer(String origin, int expected) throws UnknownHostException {
    HttpFields headers = HttpFields.build().put("Host", "localhost:8080").put("Origin", origin);
    assertThat(status("127.0.0.1", headers, "POST")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "same-origin, cors,     GET,  200",
    "none,        navigate, GET,  200",
    "cross-site,  navigate, GET,  200",
    "cross-site,  navigate, POST, 403",
    "cross-site,  no-cors,  GET,  403",
    "same-site,   no-cors,  GET,  403",
  })
  void onlyLinksLeadHereFromOtherSites(String site, String mode, String method, int expected)
      throws UnknownHostException {
    HttpFields headers =
        HttpFields.build()
            .put("Host", "localhost")
            .put("Sec-Fetch-Site", site)
            .put("Sec-Fetch-Mode", mode);
    assertThat(status("127.0.0.1", headers, method)).isEqualTo(expected);
  }
}
