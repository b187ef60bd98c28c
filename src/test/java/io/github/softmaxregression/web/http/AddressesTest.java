package io.github.softmaxregression.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressesTest {
  @Test
  void anAddressIsItself() {
    assertThat(Addresses.of("127.0.0.1", 8080)).containsExactly("http://127.0.0.1:8080/");
    assertThat(Addresses.of("::1", 80)).containsExactly("http://[::1]:80/");
    assertThat(Addresses.of("localhost", 1)).containsExactly("http://localhost:1/");
  }

  /** A browser can call none of "all addresses". */
  @Test
  void allAddressesAreThoseOfTheMachine() {
    for (String all : new String[] {"0.0.0.0", "::"}) {
      assertThat(Addresses.of(all, 8080)).first().isEqualTo("http://127.0.0.1:8080/");
      assertThat(Addresses.of(all, 8080))
          .doesNotHaveDuplicates()
          .noneMatch(each -> each.contains("0.0.0.0") || each.contains("[::]"))
          .noneMatch(each -> each.contains("%"));
    }
  }
}
