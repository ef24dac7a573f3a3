package org.ringdown.bench.load;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The phones that gateways call by SIP: number {@code c7} is the far end of call 7. */
final class Phones implements AutoCloseable {
    private final Map<Integer, End> ends = new ConcurrentHashMap<>();
    private final Uas uas;

    Phones(LoadLoop loop) throws IOException {
        uas =
                new Uas((call, offer) ->
                        loop.on(() -> {
                            var phone = ends.get(call);
                            phone.phoneTold(offer);
                            return phone.phoneSdp();
                        }));
    }

    int port() {
        return uas.port();
    }

    void put(int call, End phone) {
        ends.put(call, phone);
    }

    void forget() {
        ends.clear();
        uas.forget();
    }

    @Override
    public void close() {
        uas.close();
    }
}
