package org.ringdown.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a stream's URL, which are allowed, and that nobody reads the key. */
class LiveUrlTest {
    private static final int FUZZ = 20_000;

    @ParameterizedTest
    @CsvSource({
        "rtmp://Live.Example.com/app/key, false, live.example.com, 1935, app, key",
        "rtmps://live.example.com/app/key, true, live.example.com, 443, app, key",
        "rtmp://192.0.2.1:1936/app/inst/key?a=b, false, 192.0.2.1, 1936, app/inst, key?a=b",
        "rtmp://[2001:db8::1]/app/key, false, 2001:db8::1, 1935, app, key"
    })
    void itsParts(String text, boolean tls, String host, int port, String app, String name) {
        assertThat(LiveUrl.parse(text)).contains(new LiveUrl(tls, host, port, app, name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://h/app/key",
                "rtmp:app/key",
                "rtmp://h",
                "rtmp://h/key",
                "rtmp://h/app/",
                "rtmp://user:secret@h/app/key",
                "rtmp://h/app/../other/key",
                "rtmp://h/app/./key",
                "rtmp://h/app//key",
                "rtmp://h/app/%2e%2e/key",
                "rtmp://h/app/key#x",
                "rtmp://h:0/app/key",
                "rtmp://h:65536/app/key",
                "rtmp://h/app/k ey"
            })
    void whatIsNone(String text) {
        assertThat(LiveUrl.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "rtmp://h.example/, rtmp://h.example/any/key, true",
        "rtmp://h.example/live/, rtmp://h.example/live/key, true",
        "rtmp://h.example/live/, rtmp://h.example:1935/live/key, true",
        "rtmp://h.example/live/team, rtmp://h.example/live/team-1, true",
        "rtmp://h.example/live/, rtmp://h.example/other/key, false",
        "rtmp://h.example/live/, rtmps://h.example/live/key, false",
        "rtmp://h.example/live/, rtmp://h.example:1936/live/key, false",
        "rtmp://h.example/, rtmp://h.example.evil.test/live/key, false"
    })
    void whatIsAllowed(String prefix, String url, boolean allowed) {
        var destinations = new LiveDestinations(List.of(LiveUrl.prefix(prefix).orElseThrow()));
        assertThat(destinations.allows(LiveUrl.parse(url).orElseThrow())).isEqualTo(allowed);
    }

    @Test
    void nothingIsAllowedUnlessItIsListed() {
        var url = LiveUrl.parse("rtmp://h.example/live/key").orElseThrow();
        assertThat(new LiveDestinations(List.of()).allows(url)).isFalse();
    }

    @Test
    void nobodyReadsTheKey() {
        var url = LiveUrl.parse("rtmp://h.example:1936/live/secret?auth=secret").orElseThrow();
        assertThat(url.masked()).isEqualTo("rtmp://h.example:1936/live/***");
        assertThat(url.toString()).doesNotContain("secret");
        assertThat(url.tcUrl()).doesNotContain("secret");
    }

    @Test
    void nonsenseIsNoUrlAndNoAccident() {
        var random = new Random(11);
        var letters = "rtmps:/@[]%.?#:0a ÿ\u0000-";
        for (int i = 0; i < FUZZ; i++) {
            var text = new StringBuilder(random.nextBoolean() ? "rtmp://h" : "");
            for (int left = random.nextInt(24); left > 0; left--)
                text.append(letters.charAt(random.nextInt(letters.length())));
            LiveUrl.parse(text.toString())
                    .ifPresent(url -> assertThat(url.app()).isNotEmpty().doesNotContain(".."));
        }
    }
}
