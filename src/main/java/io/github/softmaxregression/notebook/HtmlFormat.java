package io.github.softmaxregression.notebook;

import io.github.softmaxregression.report.Html;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** One page that needs nothing beside it, neither files nor the network. */
final class HtmlFormat implements NotebookFormat {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>%s</title>
      <style>
      :root { --page: #fff; --text: #1c1e21; --quiet: #5b6067; --line: #e2e4e8; --code: #f6f7f9;
        --keyword: #8a2be2; --string: #0a6e3a; --number: #9a4a00; --link: #0b5cad; }
      @media (prefers-color-scheme: dark) {
        :root { --page: #16181c; --text: #e4e6ea; --quiet: #9aa1ab; --line: #31353c; --code: #1f2228;
          --keyword: #c9a0ff; --string: #85d5a4; --number: #f0b27a; --link: #7cb8ff; }
      }
      body { background: var(--page); color: var(--text); max-width: 46rem; margin: 0 auto;
        padding: 2rem 1rem 4rem; font: 1.0625rem/1.6 Charter, "Bitstream Charter", Georgia, serif; }
      h1, h2, h3 { font-family: system-ui, sans-serif; line-height: 1.25; margin: 2.2em 0 .6em; }
      h1 { font-size: 2rem; margin-top: .5em; }
      h2 { font-size: 1.35rem; }
      a { color: var(--link); }
      code, pre { font: .84rem/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
      pre { overflow-x: auto; margin: 0; }
      .cell { background: var(--code); border: 1px solid var(--line); border-radius: 6px;
        padding: .75rem 1rem; margin: 1.25rem 0 0; }
      .output { border-left: 3px solid var(--line); margin: .5rem 0 1.25rem; padding: .25rem 0 .25rem 1rem; }
      .output img { display: block; max-width: 100%%; height: auto; background: #fff; border-radius: 6px; }
      .comment { color: var(--quiet); font-style: italic; }
      .string { color: var(--string); }
      .number { color: var(--number); }
      .keyword { color: var(--keyword); }
      table { border-collapse: collapse; margin: 1rem 0; }
      th, td { border-bottom: 1px solid var(--line); padding: .3rem .8rem .3rem 0; text-align: left; }
      math[display="block"] { margin: 1.2rem 0; padding: .2rem 0; overflow-x: auto; overflow-y: hidden; }
      </style>
      </head>
      <body>
      <main>
      """;

  @Override
  public Map<String, byte[]> write(ExecutedNotebook executed) {
    StringBuilder html =
        new StringBuilder(HEAD.formatted(Html.escaped(executed.notebook().title())));
    executed.forEach(
        (position, cell, outputs) -> {
          if (cell.code()) {
            html.append("<pre class=\"cell\" tabindex=\"0\"><code>")
                .append(JavaHtml.of(cell.source()))
                .append("</code></pre>\n");
          } else {
            html.append(MarkdownHtml.of(cell.source()));
          }
          outputs.forEach(output -> append(output, html));
        });
    html.append("</main>\n</body>\n</html>\n");
    return Map.of(
        executed.notebook().name() + ".html", html.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void append(Output output, StringBuilder html) {
    html.append("<div class=\"output\">");
    if (output instanceof Output.Picture picture) {
      html.append(
          "<img alt=\"%s\" src=\"data:image/svg+xml;base64,%s\">"
              .formatted(
                  Html.escaped(picture.alternative()),
                  Base64.getEncoder()
                      .encodeToString(picture.svg().getBytes(StandardCharsets.UTF_8))));
    } else {
      String text =
          output instanceof Output.Printed printed
              ? printed.text()
              : ((Output.Value) output).text();
      html.append("<pre tabindex=\"0\">")
          .append(Html.escaped(text.stripTrailing()))
          .append("</pre>");
    }
    html.append("</div>\n");
  }
}
