package org.ringdown.webpush;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page names where its browser's messages go: nothing but a push service may be named. */
class PushHostsTest {
    private static final PushHosts USUAL = new PushHosts(PushHosts.USUAL);
    private static final PushHosts OWN =
            new PushHosts(List.of("push.example.com", "Push.Example.org:8443", "127.0.0.1:9000"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://fcm.googleapis.com/fcm/send/abc",
                "https://updates.push.services.mozilla.com/wpush/v2/x",
                "https://web.push.apple.com/x",
                "https://wns2-par02p.notify.windows.com/w/?token=x",
                "https://FCM.googleapis.com:443/x"
            })
    void theMakersServicesAreKnown(String endpoint) {
        assertThat(USUAL.endpoint(endpoint)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://fcm.googleapis.com/x",
                "https://fcm.googleapis.com.evil.example/x",
                "https://fcm.googleapis.com@evil.example/x",
                "https://evil.example/fcm.googleapis.com",
                "https://fcm.googleapis.com:8443/x",
                "https://notify.windows.com/x",
                "https://evilpush.apple.com/x",
                "https://127.0.0.1/x",
                "https://[::1]/x",
                "https://169.254.169.254/latest/meta-data",
                "file:///etc/passwd",
                "fcm.googleapis.com",
                "https:fcm.googleapis.com",
                "https://",
                "",
                "not a URI"
            })
    void nothingElseIs(String endpoint) {
        assertThat(USUAL.endpoint(endpoint)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://push.example.com/x",
                "https://push.example.org:8443/x",
                "http://127.0.0.1:9000/x"
            })
    void theOperatorMayNameOthers(String endpoint) {
        assertThat(OWN.endpoint(endpoint)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://push.example.com/x",
                "https://push.example.org/x",
                "http://127.0.0.1:9001/x",
                "https://fcm.googleapis.com/x"
            })
    void andThenNoneBesides(String endpoint) {
        assertThat(OWN.endpoint(endpoint)).isEmpty();
    }
}
