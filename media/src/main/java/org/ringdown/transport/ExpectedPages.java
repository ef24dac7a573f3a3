package org.ringdown.transport;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** On which worker each page is expected: asked once for each connection, since all workers share one TCP port. From anywhere. */
public final class ExpectedPages {
    private final Map<String, WebRtcPort> byUfrag = new ConcurrentHashMap<>();

    void expect(String ufrag, WebRtcPort port) {
        byUfrag.put(ufrag, port);
    }

    void forget(String ufrag, WebRtcPort port) {
        byUfrag.remove(ufrag, port);
    }

    Optional<WebRtcPort> at(String ufrag) {
        return Optional.ofNullable(byUfrag.get(ufrag));
    }
}
