package io.github.softmaxregression.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  @Test
  void anAddressIsItself() {
    assertThat(Addresses.local("127.0.0.1", 8080)).isEqualTo("http://127.0.0.1:8080/");
    assertThat(Addresses.local("::1", 80)).isEqualTo("http://[::1]:80/");
    assertThat(Addresses.local("localhost", 1)).isEqualTo("http://localhost:1/");
  }

  @Test
  void oneForThisMachineAloneIsNotForOthers() {
    for (String loopback : new String[] {"127.0.0.1", "::1", "localhost"}) {
      assertThat(Addresses.forOthers(loopback, 8080)).isEmpty();
    }
    assertThat(Addresses.forOthers("192.0.2.7", 80)).containsExactly("http://192.0.2.7:80/");
  }

  /** A browser can call none of "all addresses". */
  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::"})
  void allAddressesAreThoseOfTheMachine(String all) {
    assertThat(Addresses.local(all, 8080)).isEqualTo("http://127.0.0.1:8080/");
    assertThat(Addresses.forOthers(all, 8080))
        .doesNotHaveDuplicates()
        .doesNotContain("http://127.0.0.1:8080/", "http://[::1]:8080/")
        .noneMatch(each -> each.contains("0.0.0.0") || each.contains("[::]"))
        .noneMatch(each -> each.contains("%"));
  }
}
