package org.ringdown.rtmp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.ringdown.rtmp.RtmpEvent.Ending;
import org.ringdown.rtmp.chunk.ChunkReader;
import org.ringdown.rtmp.chunk.ChunkWriter;
import org.ringdown.rtmp.chunk.RawMessage;
import org.ringdown.rtmp.handshake.Handshake;
import org.ringdown.rtmp.message.Message;
import org.ringdown.rtmp.message.Message.SetPeerBandwidth.Limit;
import org.ringdown.rtmp.message.MessageReader;
import org.ringdown.rtmp.message.MessageWriter;
import org.ringdown.rtmp.message.UserControl;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireWriter;

/** Bytes to messages and back, with all that keeps a connection going: handshake, acknowledgements, pings, deadlines. */
public final class ByteLink implements Link {
    private static final int LONG = 1024; // of a message in chunks of 128 bytes

    private final Handshake handshake;
    private final RtmpSettings settings;
    private final ChunkReader reader;
    private final ChunkWriter writer = new ChunkWriter();
    private final Deque<ByteBuffer> greetings = new ArrayDeque<>();
    private final long greetBy;

    private Optional<Ending> ending = Optional.empty();
    private boolean established;
    private long received;
    private long acknowledged;
    private long acknowledgeEvery = Long.MAX_VALUE;
    private long windowTold;
    private long malformed;
    private long heardAt;
    private boolean pinged;
    private int laterChunkSize;

    public ByteLink(Handshake handshake, RtmpSettings settings, long now) {
        this.handshake = handshake;
        this.settings = settings;
        reader = new ChunkReader(settings.limits().forStrangers());
        greetBy = now + settings.greeting().toNanos();
        heardAt = now;
    }

    /** What is sent before there are messages. */
    void greet(ByteBuffer bytes) {
        if (bytes.hasRemaining()) greetings.add(bytes);
    }

    @Override
    public void receive(ByteBuffer bytes, long now, Runnable ready, Consumer<Message> messages) {
        if (ending.isPresent()) return;
        received += bytes.remaining();
        heardAt = now;
        pinged = false;
        if (!handshake.isDone()) {
            greet(handshake.receive(bytes));
            handshake
                    .refusal()
                    .ifPresent(refusal -> end(Ending.Reason.NO_HANDSHAKE, refusal.complaint()));
            if (handshake.isDone()) ready.run();
        }
        if (handshake.isDone()) messages(bytes, messages);
        acknowledge();
    }

    private void messages(ByteBuffer bytes, Consumer<Message> messages) {
        try {
            reader.feed(bytes, raw -> message(raw, messages));
        } catch (MalformedException e) {
            end(Ending.Reason.MALFORMED, e.getMessage());
        }
    }

    /** A message that cannot be read is dropped and counted: the next one begins where it should. */
    private void message(RawMessage raw, Consumer<Message> messages) {
        if (ending.isPresent()) return;
        try {
            MessageReader.read(raw, message -> keep(message, messages));
        } catch (MalformedException e) {
            malformed++;
        }
    }

    /** What is between the two ends of the connection alone is answered here. */
    private void keep(Message message, Consumer<Message> messages) {
        switch (message) {
            case Message.Acknowledgement _, Message.Unknown _ -> {}
            case Message.WindowAcknowledgementSize(long size) ->
                    acknowledgeEvery = Math.max(1, size);
            case Message.SetPeerBandwidth(long size, _) -> window(size);
            case Message.Control(UserControl.PingRequest(int time)) ->
                    send(new Message.Control(new UserControl.PingResponse(time)));
            case Message.Control(UserControl.PingResponse _) -> {}
            default -> messages.accept(message);
        }
    }

    /** Says the window that it was asked to have, unless that is known (RTMP 1.0 §5.4.5). */
    private void window(long size) {
        if (size == windowTold) return;
        windowTold = size;
        send(new Message.WindowAcknowledgementSize(size));
    }

    private void acknowledge() {
        if (received - acknowledged < acknowledgeEvery) return;
        acknowledged = received;
        send(new Message.Acknowledgement(received & 0xffffffffL));
    }

    @Override
    public void send(Message message) {
        offer(MessageWriter.write(message));
    }

    /** Streams of messages share the one of bytes. */
    @Override
    public void unused(int stream) {}

    @Override
    public void settle() {
        reader.allow(settings.limits());
        window(settings.window());
        offer(ChunkWriter.chunkSize(settings.chunkSize()));
    }

    /**
     * Longer chunks are said before the first message that gains by them: the client of Red5 takes them for the size of what it sends, too, and
     * could say nothing more that is longer than a chunk was.
     */
    @Override
    public void welcome() {
        window(settings.window());
        send(new Message.SetPeerBandwidth(settings.window(), Limit.DYNAMIC));
        reader.allow(settings.limits());
        laterChunkSize = settings.chunkSize();
    }

    private void offer(RawMessage message) {
        if (ending.isPresent()) return;
        if (laterChunkSize > 0 && message.body().remaining() > LONG) {
            writer.offer(ChunkWriter.chunkSize(laterChunkSize));
            laterChunkSize = 0;
        }
        writer.offer(message);
        if (writer.pending() > settings.queued()) {
            end(Ending.Reason.UNREAD, "the peer does not read what it is sent");
        }
    }

    /** Whether it was taken: not if too much waits already. Where nothing does, a picture may be as long as it is. */
    @Override
    public boolean sendMedia(Message message, int size) {
        int pending = writer.pending();
        if (ending.isPresent() || pending > 0 && pending + size > settings.queuedMedia())
            return false;
        send(message);
        return true;
    }

    /** Some of what is to be sent, at least one chunk if anything is, and about {@code most} bytes. */
    @Override
    public ByteBuffer toSend(int most) {
        if (!greetings.isEmpty()) return greetings.remove();
        var out = new WireWriter(Math.min(most, writer.pending()));
        writer.drain(out, most);
        return out.written();
    }

    @Override
    public boolean hasMore() {
        return !greetings.isEmpty() || writer.hasMore();
    }

    @Override
    public void establish() {
        established = true;
    }

    @Override
    public OptionalLong nextDeadline() {
        if (ending.isPresent()) return OptionalLong.empty();
        if (!established) return OptionalLong.of(greetBy);
        var after = pinged ? settings.silence() : settings.ping();
        return OptionalLong.of(heardAt + after.toNanos());
    }

    @Override
    public void expire(long now, Consumer<Message> messages) {
        var deadline = nextDeadline();
        if (deadline.isEmpty() || now - deadline.getAsLong() < 0) return;
        if (!established) {
            end(Ending.Reason.TOO_SLOW, "not connected within " + settings.greeting());
        } else if (pinged) {
            end(Ending.Reason.SILENT, "nothing heard for " + settings.silence());
        } else {
            pinged = true;
            send(new Message.Control(new UserControl.PingRequest((int) (now / 1_000_000))));
        }
    }

    @Override
    public void end(Ending.Reason reason, String why) {
        if (ending.isEmpty()) ending = Optional.of(new Ending(reason, why));
    }

    @Override
    public Optional<Ending> ending() {
        return ending;
    }

    @Override
    public int unfinished() {
        return reader.unfinished();
    }

    @Override
    public long malformed() {
        return malformed;
    }
}
