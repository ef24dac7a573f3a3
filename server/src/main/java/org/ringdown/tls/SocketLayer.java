package org.ringdown.tls;

import java.io.IOException;
import java.net.Socket;

/** What lies between a TCP connection and the bytes on it: nothing, or TLS. Both methods block until the far end agrees. */
public interface SocketLayer {
    /** Nothing. */
    SocketLayer PLAIN =
            new SocketLayer() {
                @Override
                public boolean isPrivate() {
                    return false;
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

    /** Whether nobody in between can read along. */
    boolean isPrivate();

    /** What to read from and write to, of a connection that came. Closing {@code raw} ends it at once. */
    Socket accept(Socket raw) throws IOException;

    /**
     * The same of a connection that we made.
     *
     * @param host whom it must lead to; anybody else is an IOException
     */
    Socket connect(Socket raw, String host) throws IOException;
}
