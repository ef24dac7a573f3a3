package org.ringdown.dtls;

import java.nio.ByteBuffer;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.worker.Counted;

/** What comes of a {@link DtlsHandshaker}; called on its worker. */
public interface DtlsListener {
    /** A datagram for the page. One may still come after the handshaker was closed. */
    void send(ByteBuffer datagram);

    /** The page has proved its certificate, and these are the keys. */
    void done(SrtpKeys.Pair keys);

    /** There will be no keys; {@code why} is one sentence for people. */
    void failed(String why);

    /** The page has said, under the keys, that it is going. */
    void closed();

    /** A datagram was thrown away. */
    void dropped(Counted why);
}
