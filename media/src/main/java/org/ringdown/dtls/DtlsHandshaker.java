package org.ringdown.dtls;

import java.nio.ByteBuffer;

/** One association with a page: the handshake, and its end a while after. Used on one worker, which it never blocks. */
public interface DtlsHandshaker {
    /** Takes a DTLS datagram, copying it. Only from an address that ICE has validated: until the handshake is done, nothing else guards it. */
    void feed(ByteBuffer datagram, long now);

    /** Says goodbye to the page, if keys were agreed, and forgets the association. Twice changes nothing. */
    void close();
}
