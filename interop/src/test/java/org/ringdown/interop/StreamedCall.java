package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.ringdown.interop.process.Patience;

/** A call that is sent to a server as a live stream, by REST. */
record StreamedCall(Gateway gateway, String id) {
    /** The one call that goes on; returns when the server takes it. */
    static StreamedCall to(String url, String codec, Gateway gateway) {
        return of(gateway.liveCall(), url, codec, gateway);
    }

    static StreamedCall of(String call, String url, String codec, Gateway gateway) {
        var streamed = begin(call, url, codec, gateway);
        streamed.awaits("live");
        return streamed;
    }

    /** The one call that goes on, whatever becomes of the stream. */
    static StreamedCall begin(String url, String codec, Gateway gateway) {
        return begin(gateway.liveCall(), url, codec, gateway);
    }

    private static StreamedCall begin(String call, String url, String codec, Gateway gateway) {
        var streamed = new StreamedCall(gateway, call);
        var wish = "{\"to\":\"%s\",\"codec\":\"%s\"}".formatted(url, codec);
        var begun = gateway.post(streamed.path(), wish);
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        assertThat(begun.body()).doesNotContain(key(url));
        return streamed;
    }

    private static String key(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private String path() {
        return "/v1/calls/" + id + "/streams";
    }

    /** Returns when the stream is in this state. */
    void awaits(String state) {
        Patience.await(
                "a stream that is " + state,
                Lab.SOON,
                Duration.ofMillis(50),
                () -> Optional.of(told()).filter(all -> all.contains('"' + state + '"')));
    }

    /** What the gateway says of its streams. */
    String told() {
        return gateway.get(path()).body();
    }
}
