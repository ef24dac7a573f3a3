package org.ringdown.rtmp.handshake;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The beginning of a connection, from one side: bytes in, bytes out, until it is done or refused. */
public sealed interface Handshake permits ServerHandshake, ClientHandshake {
    int VERSION = 3;

    /** Takes what it needs of {@code bytes}, and gives what to send. What it leaves belongs to the messages that follow. */
    ByteBuffer receive(ByteBuffer bytes);

    boolean isDone();

    /** Why there will be no connection. */
    Optional<Refusal> refusal();

    /** What the two came to, once both blocks are known. */
    Scheme scheme();
}
