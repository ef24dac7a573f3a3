package org.ringdown.stream;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.ringdown.media.Format;
import org.ringdown.path.CaptureTime;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Signal;

/** Where packets that a thread of the edge has made leave for the worker. On that thread. */
public final class StreamInlet {
    private final StreamPipe pipe;
    private final Signal arrived;
    private final Consumer<CaptureTime> captured;
    private final ByteBuffer buffer;
    private final RtpPacket packet = new RtpPacket();
    private Format format = StreamFormats.of(FrameCutter.NO_CODEC);
    private int ssrc;
    private int sequence;

    /**
     * @param ssrc of the source before the first
     * @param arrived has the worker look
     * @param captured has the worker know when what is sent was captured
     */
    public StreamInlet(StreamPipe pipe, int ssrc, Signal arrived, Consumer<CaptureTime> captured) {
        this.pipe = pipe;
        this.buffer = ByteBuffer.allocate(pipe.longest());
        this.ssrc = ssrc;
        this.arrived = arrived;
        this.captured = captured;
    }

    /** Another source begins, in this format. */
    void begin(Format next) {
        format = next;
        ssrc++;
    }

    int ssrc() {
        return ssrc;
    }

    void captured(CaptureTime time) {
        captured.accept(time);
    }

    void count(Counted what) {
        pipe.counters().count(what);
    }

    /** @param due when the worker is to take it */
    void put(ByteBuffer payload, int timestamp, boolean marker, long due) {
        int size = payload.remaining();
        if (RtpPacket.HEADER + size > pipe.longest()) {
            pipe.counters().count(Counted.NOT_UNDERSTOOD);
            return;
        }
        int type = format.payloadType();
        RtpWriter.header(buffer.clear(), 0, type, marker, sequence++, timestamp, ssrc);
        buffer.put(RtpPacket.HEADER, payload, payload.position(), size);
        boolean whole = packet.wrap(buffer, 0, RtpPacket.HEADER + size);
        if (whole && !pipe.in().put(format, packet, due)) pipe.counters().count(Counted.HOP_FULL);
    }

    /** Has the worker look. */
    void flush() {
        arrived.raise();
    }
}
