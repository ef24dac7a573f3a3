package org.ringdown.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IceServerUrlTest {
    @Test
    void readsWhatBrowsersRead() {
        assertThat(IceServerUrl.parse("stun:stun.example.com"))
                .contains(new IceServerUrl("stun.example.com", 3478, false, false, false));
        assertThat(IceServerUrl.parse("turn:192.0.2.1:80?transport=tcp"))
                .contains(new IceServerUrl("192.0.2.1", 80, true, false, true));
        assertThat(IceServerUrl.parse("turns:turn.example.com"))
                .contains(new IceServerUrl("turn.example.com", 5349, true, true, true));
        assertThat(IceServerUrl.parse("TURN:[2001:db8::1]:3479?transport=UDP"))
                .contains(new IceServerUrl("[2001:db8::1]", 3479, true, false, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"turns:192.0.2.1", "turns:192.0.2.1:443", "turns:[2001:db8::1]:443"})
    void anAddressIsNoName(String text) {
        assertThat(IceServerUrl.parse(text).orElseThrow().named()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "turns:turn.example.com",
                "turns:192.example:443",
                "turns:localhost",
                "turns:a_b"
            })
    void aNameIsOne(String text) {
        assertThat(IceServerUrl.parse(text).orElseThrow().named()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://turn",
                "turn:",
                "turn:a:b",
                "turn:a?transport=sctp",
                "turn:a:99999"
            })
    void refusesTheRest(String text) {
        assertThat(IceServerUrl.parse(text)).isEqualTo(Optional.empty());
    }
}
