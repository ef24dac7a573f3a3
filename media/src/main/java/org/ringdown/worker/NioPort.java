package org.ringdown.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.ringdown.time.Clock;

/** What is attached to a key of an {@link NioLoop}'s selector. */
sealed interface NioPort permits NioDatagramPort, NioTcpPort, NioTcpConnection {
    /**
     * The key is ready for what it was waiting for.
     *
     * @param buffer the loop's own
     */
    void ready(ByteBuffer buffer, Clock clock) throws IOException;

    void close();
}
