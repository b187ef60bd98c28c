package io.github.softmaxregression.web;

/** What a person does on the playground's page. */
record PlaygroundPage(Chromium chromium) {
  /** Opens it, of a server with some address. */
  void open(String address) throws InterruptedException {
    chromium.open(address + "playground.html");
    chromium.await("document.querySelectorAll('#classes canvas').length === 10");
    chromium.await("document.querySelector('#batchSize').max !== ''");
  }

  /** Sets a control, as a hand does. */
  void set(String id, String value) {
    chromium.evaluate(
        ("(() => { const control = document.querySelector('#%s'); control.value = '%s';"
                + " control.dispatchEvent(new Event('input', { bubbles: true })); })()")
            .formatted(id, value));
  }

  void click(String selector) {
    chromium.evaluate("document.querySelector('%s').click()".formatted(selector));
  }

  String text(String selector) {
    return chromium
        .evaluate("document.querySelector('%s').textContent".formatted(selector))
        .getAsString();
  }

  void awaitState(String begin) throws InterruptedException {
    chromium.await(
        "document.querySelector('#state').textContent.startsWith('%s')".formatted(begin));
  }

  void awaitMinibatch(int minibatch) throws InterruptedException {
    chromium.await(
        "/^minibatch%d of/.test(document.querySelectorAll('#numbers div')[1]?.textContent)"
            .formatted(minibatch));
  }
}
