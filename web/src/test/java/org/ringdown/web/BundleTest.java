package org.ringdown.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks at what the jar gives to pages: that it is all there, small, and fit for pages with a strict policy. */
class BundleTest {
    @ParameterizedTest
    @CsvSource({
        "ringdown-button.js, 8",
        "ringdown-calling.js, 32",
        "ringdown-client.js, 35",
        "ringdown.js, 70",
        "ringdown.global.js, 70"
    })
    void staysWithinItsBudget(String name, int kilobytes) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes(name));
        }

        assertThat(zipped.size()).isBetween(4_000, kilobytes * 1024);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ringdown.js",
                "ringdown.js.map",
                "ringdown.global.js",
                "ringdown.global.js.map",
                "ringdown-button.js",
                "ringdown-button.js.map",
                "ringdown-calling.js",
                "ringdown-calling.js.map",
                "ringdown-client.js",
                "ringdown-client.js.map",
                "ringdown-worker.js",
                "ringdown-worker.js.map",
                "ringdown.d.ts",
                "index.html",
                "embed.html",
                "embed.css",
                "embed.js",
                "ringdown.svg"
            })
    void isComplete(String name) throws IOException {
        assertThat(bytes(name)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ringdown.js",
                "ringdown-button.js",
                "ringdown-calling.js",
                "ringdown-client.js",
                "ringdown.global.js",
                "embed.js"
            })
    void doesNothingThatAStrictPolicyForbids(String name) throws IOException {
        assertThat(text(name))
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")
                .doesNotContainPattern("\\beval\\(|new Function\\(|\\.setAttribute\\(\"style\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "embed.html"})
    void hasNothingInlineInItsPages(String name) throws IOException {
        assertThat(text(name)).doesNotContainPattern("\\sstyle=|<style|\\son[a-z]+=|<script>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ringdown.js", "ringdown-client.js"})
    void exportsTheSdk(String name) throws IOException {
        assertThat(text(name))
                .containsPattern("export\\s*\\{[^}]*\\bas Call\\b[^}]*}")
                .containsPattern("export\\s*\\{[^}]*\\bas Phone\\b[^}]*}")
                .containsPattern("export\\s*\\{[^}]*\\bas RingdownError\\b[^}]*}");
    }

    @Test
    void definesTheElementsInTheWholeScriptOnly() throws IOException {
        assertThat(text("ringdown.js")).contains("\"ringdown-phone\"", "\"ringdown-button\"");
        assertThat(text("ringdown-client.js")).doesNotContain("ringdown-button");
    }

    @Test
    void theButtonAloneBringsWhatCallsLater() throws IOException {
        assertThat(text("ringdown-button.js"))
                .contains("\"ringdown-button\"", "ringdown-calling.js", "import(")
                .doesNotContain("ringdown-phone", "RTCPeerConnection");
        assertThat(text("ringdown-calling.js"))
                .contains("RTCPeerConnection")
                .doesNotContain("customElements", "import(");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ringdown.js", "ringdown.global.js"})
    void theWholeScriptFetchesNoOther(String name) throws IOException {
        assertThat(text(name)).doesNotContain("import(", "ringdown-calling.js");
    }

    @Test
    void givesOldPagesOneGlobal() throws IOException {
        assertThat(text("ringdown.global.js")).containsPattern("^\"use strict\";var Ringdown=");
    }

    @Test
    void leavesThePlaceForTheMode() throws IOException {
        assertThat(text("index.html"))
                .contains("<meta name=\"ringdown-mode\" content=\"{{mode}}\">");
    }

    private static String text(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) throws IOException {
        try (var in = BundleTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }
}
