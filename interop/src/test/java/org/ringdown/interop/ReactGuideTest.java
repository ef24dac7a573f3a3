package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.browser.Bundles;
import org.ringdown.interop.browser.Page;
import org.ringdown.interop.process.Program;

/** The components of docs/guides/react.md: rendered on a server, taken over in Chromium, in StrictMode. */
@Scenario
class ReactGuideTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static GuideLab at;
    private static Path folder;
    private static String rendered;

    @BeforeAll
    static void open(Lab lab) throws IOException {
        at = GuideLab.open(lab, "react");
        folder = lab.folder("guide-react");
        at.fitted(Guide.read("react")).unpack(folder);
        for (var entry : List.of("app.tsx", "server.tsx", "client.tsx")) {
            try (var in = ReactGuideTest.class.getResourceAsStream("/react/" + entry)) {
                Files.write(folder.resolve(entry), in.readAllBytes());
            }
        }
        Files.writeString(folder.resolve("sdk.js"), at.gateway.get("/ringdown-client.js").body());
        bundle("client.tsx", "client.js", "--format=esm");
        bundle("server.tsx", "server.cjs", "--format=cjs", "--platform=node");
        try (var server =
                Program.start("react-server", folder, Map.of(), List.of("node", "server.cjs"))) {
            assertThat(server.awaitExit(PATIENCE)).as(server::tail).isZero();
            rendered = server.out().strip();
        }
    }

    /** With the SDK that the gateway serves, in place of the package. */
    private static void bundle(String entry, String out, String format, String... more) {
        var options =
                List.of(
                        format,
                        "--jsx=automatic",
                        "--alias:@ringdown/client=" + folder.resolve("sdk.js"));
        var all = Stream.concat(options.stream(), Stream.of(more));
        Bundles.make(folder.resolve(entry), folder.resolve(out), all.toArray(String[]::new));
    }

    @AfterAll
    static void close() {
        at.close();
    }

    @Test
    void aServerRendersBoth() {
        assertThat(rendered)
                .contains("<p id=\"state\" role=\"status\">offline</p>")
                .contains("<ringdown-button to=\"sales\"")
                .contains("disabled");
    }

    @Test
    void theHookCallsAndIsCalled() throws IOException {
        try (var page = shown()) {
            GuideLab.awaitState(page, "registered");
            page.fill("#to", GuideLab.NUMBER);
            page.click("#call");
            var call = at.talk(page);
            page.click("#hangup");
            call.awaitHangup(SOON);

            var incoming = at.ring();
            page.await("call that rings", SOON, "document.querySelector('#answer')");
            page.click("#answer");
            incoming.awaitAnswer(SOON);
            assertThat(incoming.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            incoming.hangup();
            GuideLab.awaitState(page, "ended");
            assertThat(page.log())
                    .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("hydrat"));
        }
    }

    @Test
    void theButtonCallsAndTellsItsComponentHowItEnded() throws IOException {
        try (var page = shown()) {
            GuideLab.press(page);
            at.talk(page).hangup();
            page.await(
                    "reason in the component",
                    SOON,
                    "document.querySelector('#ended').textContent === 'hangup'");
        }
    }

    private static Page shown() throws IOException {
        var html =
                """
                <!doctype html>
                <script type="module" src="%s/ringdown-button.js"></script>
                <div id="root">%s</div>
                <script type="module" src="client.js"></script>
                """
                        .formatted(at.gateway.origin(), rendered);
        at.site.write("client.js", Files.readString(folder.resolve("client.js")));
        at.site.write("react.html", html);
        return at.shown(Guide.read("react"), "react.html");
    }
}
