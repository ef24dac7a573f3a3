package org.ringdown.stream;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ringdown.media.Format;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.transport.Transport;
import org.ringdown.transport.TransportListener;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.Counted;
import org.ringdown.worker.DatagramHandler;
import org.ringdown.worker.Loop;

/** The worker's end of the sound, or of the pictures, of a client that sends messages: a transport whose network is two rings. */
public final class StreamEnd implements Transport {
    private static final InetSocketAddress NOWHERE = new InetSocketAddress(0);
    private static final Format NOTHING = StreamFormats.of(FrameCutter.NO_CODEC);
    private static final int SENDER_REPORT = 200;
    private static final int SENDER_REPORT_LENGTH = 20;

    private static final TransportListener DEAF =
            new TransportListener() {
                @Override
                public void rtp(RtpPacket packet, long now) {}

                @Override
                public void rtcp(ByteBuffer buffer, int offset, int length, long now) {}
            };

    private final Loop loop;
    private final StreamPipe pipe;
    private final Consumer<Format> speaks;
    private final Waiting waiting;
    private final Alarm due;
    private final ByteBuffer buffer;
    private final RtpPacket packet = new RtpPacket();
    private final Format[] formats = new Format[128];
    private TransportListener listener = DEAF;
    private Format spoken = NOTHING;
    private boolean closed;

    /**
     * @param speaks hears what codec the client speaks, before the first packet in it
     * @param waiting is told when something waits for the client
     */
    public StreamEnd(Loop loop, StreamPipe pipe, Consumer<Format> speaks, Waiting waiting) {
        this.loop = loop;
        this.pipe = pipe;
        this.speaks = speaks;
        this.waiting = waiting;
        this.due = loop.alarm(this::drain);
        this.buffer = ByteBuffer.allocateDirect(pipe.longest() + DatagramHandler.TAIL);
        Arrays.fill(formats, NOTHING);
    }

    /** Who hears the client; before anything is drained. */
    public StreamEnd into(TransportListener hearing) {
        listener = hearing;
        return this;
    }

    /** What the client plays. */
    public void plays(List<Format> sending) {
        Arrays.fill(formats, NOTHING);
        for (var format : sending) formats[format.payloadType()] = format;
    }

    /** Hands on what has come and is due. */
    public void drain() {
        pipe.counters().moveInto(loop.counters());
        if (closed) return;
        long now = loop.nanos();
        var in = pipe.in();
        while (in.hasUntil(now)) {
            if (in.kind() != spoken) {
                begins(in.kind());
                return;
            }
            var bytes = in.first();
            int size = bytes.limit();
            buffer.clear().put(0, bytes, 0, size).limit(size);
            in.take();
            if (packet.wrap(buffer, 0, size)) listener.rtp(packet, now);
        }
        if (!in.isEmpty()) due.set(in.time());
    }

    /** The partner is told by a task, and what is said comes behind it. */
    private void begins(Format format) {
        spoken = format;
        speaks.accept(format);
        loop.execute(this::drain);
    }

    @Override
    public void send(RtpPacket sent) {
        if (closed) return;
        if (pipe.out().put(formats[sent.payloadType()], sent, loop.nanos())) waiting.raise();
        else loop.counters().count(Counted.NOT_SENT);
    }

    /** Of our reports the edge needs one thing: what was captured when (RFC 3550 §6.4.1). */
    @Override
    public void sendRtcp(ByteBuffer report, int offset, int length) {
        boolean sender =
                length >= SENDER_REPORT_LENGTH && (report.get(offset + 1) & 0xff) == SENDER_REPORT;
        if (!sender) return;
        int ssrc = report.getInt(offset + 4);
        long seconds = Integer.toUnsignedLong(report.getInt(offset + 8));
        long fraction = Integer.toUnsignedLong(report.getInt(offset + 12));
        long millis = seconds * 1000 + (fraction * 1000 >>> 32);
        int timestamp = report.getInt(offset + 16);
        pipe.reported().set(Optional.of(new StreamPipe.Reported(ssrc, millis, timestamp)));
    }

    @Override
    public boolean reaches() {
        return !closed;
    }

    @Override
    public InetSocketAddress remote() {
        return NOWHERE;
    }

    @Override
    public int port() {
        return 0;
    }

    @Override
    public void close() {
        closed = true;
        due.cancel();
    }
}
