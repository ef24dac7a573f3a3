package org.ringdown.sip;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.ringdown.wire.MalformedException;

/**
 * Finds messages in a stream, in whatever pieces it arrives (RFC 3261 §18.3); one owner, one a connection.
 *
 * <p>Holds at most one unfinished message, and no more of it than has arrived. Every byte is looked at once to find the end
 * of the head, and once to read it.
 */
public final class SipFramer {
    private static final int SMALL = 2048;
    private static final byte[] EMPTY_LINE = {'\r', '\n', '\r', '\n'};

    private byte[] buffer = new byte[SMALL];
    private int size;
    private int matched; // of EMPTY_LINE, just before this byte
    private Optional<Head> head = Optional.empty();
    private int wanted; // size of the whole message, once its head is read
    private boolean broken;

    /**
     * Takes all of {@code bytes} and hands out what they complete, in order.
     *
     * @throws MalformedException when nobody can say where the next message begins: close the connection
     */
    public void feed(ByteBuffer bytes, Consumer<? super Frame> frames) throws MalformedException {
        if (broken) throw malformed("framing was lost before");
        broken = true;
        while (bytes.hasRemaining()) {
            if (head.isPresent()) {
                body(bytes, frames);
            } else if (size == 0) {
                betweenMessages(bytes, frames);
            } else {
                head(bytes, frames);
            }
        }
        broken = false;
    }

    /** Whether a message has begun and not ended: such a connection is not idle, it is slow. */
    public boolean isInsideMessage() {
        return size > 0;
    }

    private void betweenMessages(ByteBuffer bytes, Consumer<? super Frame> frames)
            throws MalformedException {
        byte b = bytes.get();
        if (b == EMPTY_LINE[matched]) {
            matched++;
            if (matched == 2) frames.accept(new Frame.Pong());
            if (matched == 4) {
                matched = 0;
                frames.accept(new Frame.Ping());
            }
        } else if (matched % 2 == 0 && Alphabet.TOKEN.has(b)) {
            matched = 0;
            buffer[size++] = b;
        } else {
            throw malformed("no message begins so");
        }
    }

    private void head(ByteBuffer bytes, Consumer<? super Frame> frames) throws MalformedException {
        while (bytes.hasRemaining() && matched < EMPTY_LINE.length) {
            if (size == Limits.HEAD) throw malformed("head over " + Limits.HEAD + " bytes");
            byte b = bytes.get();
            reserve(size + 1);
            buffer[size++] = b;
            if (b == EMPTY_LINE[matched]) matched++;
            else matched = b == '\r' ? 1 : 0;
        }
        if (matched == EMPTY_LINE.length) {
            matched = 0;
            var read = HeadReader.read(buffer, 0, size);
            wanted = size + contentLength(read);
            head = Optional.of(read);
            if (size == wanted) finish(frames);
        }
    }

    /** On a stream nothing else says where a message ends, so Content-Length must be there, once, and right (§18.3). */
    private int contentLength(Head head) throws MalformedException {
        int length = head.contentLength().orElseThrow(() -> malformed("no usable Content-Length"));
        if (length > Limits.MESSAGE - size) throw malformed("over " + Limits.MESSAGE + " bytes");
        return length;
    }

    private void body(ByteBuffer bytes, Consumer<? super Frame> frames) {
        int count = Math.min(bytes.remaining(), wanted - size);
        reserve(size + count);
        bytes.get(buffer, size, count);
        size += count;
        if (size == wanted) finish(frames);
    }

    private void finish(Consumer<? super Frame> frames) {
        var frame = frame(head.orElseThrow(), Body.of(buffer, head.orElseThrow().end(), size));
        head = Optional.empty();
        size = 0;
        if (buffer.length > SMALL) buffer = new byte[SMALL];
        frames.accept(frame);
    }

    private static Frame frame(Head head, Body body) {
        try {
            return new Frame.Message(SipParser.assemble(head, body));
        } catch (MalformedException e) {
            return new Frame.Dropped(e.getMessage());
        }
    }

    private void reserve(int needed) {
        if (needed > buffer.length)
            buffer = Arrays.copyOf(buffer, Math.max(needed, 2 * buffer.length));
    }

    private static MalformedException malformed(String complaint) {
        return new MalformedException("SIP stream: " + complaint + " (RFC 3261 §18.3)");
    }
}
