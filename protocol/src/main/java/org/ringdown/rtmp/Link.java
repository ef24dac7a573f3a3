package org.ringdown.rtmp;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.ringdown.rtmp.RtmpEvent.Ending;
import org.ringdown.rtmp.message.Message;

/** What carries a session's messages: a stream of bytes, or datagrams. Sans-IO, as the session is; what it does for itself the session never hears of. */
public interface Link {
    /** Takes all of {@code bytes}. {@code ready} is called once, when messages can be sent; not by links that could from the start. */
    void receive(ByteBuffer bytes, long now, Runnable ready, Consumer<Message> messages);

    void send(Message message);

    /** Whether it was taken: not if too much waits already. */
    boolean sendMedia(Message message, int size);

    /** The peer has connected in time. */
    void establish();

    /** Both are in: now it may say how it wants to be sent what follows. */
    void settle();

    /** The server has let the client in, and says so next: what clients expect to hear before. */
    void welcome();

    /** A stream is closed. */
    void unused(int stream);

    /** Some of what is to be sent, about {@code most} bytes where that can be chosen. */
    ByteBuffer toSend(int most);

    boolean hasMore();

    OptionalLong nextDeadline();

    /** Does what is due by {@code now}: that something is waited for no longer may hand out messages. */
    void expire(long now, Consumer<Message> messages);

    /** What waits is still sent; nothing more is taken. */
    void end(Ending.Reason reason, String why);

    Optional<Ending> ending();

    /** Bytes of messages that have begun and not ended, which we hold. */
    int unfinished();

    /** Messages that could not be read, and were dropped. */
    long malformed();
}
