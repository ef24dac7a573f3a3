package org.ringdown.net;

import java.io.IOException;
import java.net.Socket;
import org.ringdown.sip.transaction.Transport;

/** What lies between a TCP connection and the messages on it: nothing, or TLS. Both methods block until the far end agrees. */
interface SipLayer {
    /** Nothing. */
    SipLayer PLAIN =
            new SipLayer() {
                @Override
                public Transport transport() {
                    return Transport.TCP;
                }

                @Override
                public Socket accept(Socket raw) {
                    return raw;
                }

                @Override
                public Socket connect(Socket raw, String host) {
                    return raw;
                }
            };

    Transport transport();

    /** What to read from and write to, of a connection that came. Closing {@code raw} ends it at once. */
    Socket accept(Socket raw) throws IOException;

    /**
     * The same of a connection that we made.
     *
     * @param host whom it must lead to; anybody else is an IOException
     */
    Socket connect(Socket raw, String host) throws IOException;
}
