package org.ringdown.mix;

import java.nio.ByteBuffer;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.media.Format;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.worker.DatagramHandler;

/** How one member is told what it hears: a stream of its own, encoded for it alone where it says something itself. */
final class Voice {
    static final int LONGEST_PAYLOAD = 1275; // RFC 6716 §3.2.1; G.722 has 160

    private static final int FRAMES_PER_SECOND = 50;

    private final Format format;
    private final SoundEncoder encoder;
    private final SharedVoice shared;
    private final int ssrc;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(RtpPacket.HEADER + LONGEST_PAYLOAD + DatagramHandler.TAIL);
    private final RtpPacket packet = new RtpPacket();
    private final short[] samples = new short[Mix.FRAME];
    private int sequence;
    private int timestamp;

    Voice(Format format, SoundEncoder encoder, SharedVoice shared, int ssrc) {
        this.format = format;
        this.encoder = encoder;
        this.shared = shared;
        this.ssrc = ssrc;
    }

    /** The next 20 ms, as all hear them who say nothing. */
    RtpPacket all(Mix mix) {
        begin();
        shared.say(mix, buffer);
        return end();
    }

    /** The next 20 ms, without what the member says. */
    RtpPacket without(short[] said, Mix mix) {
        begin();
        mix.without(said, samples);
        encoder.encode(samples, samples.length, buffer);
        return end();
    }

    /** 20 ms of which nothing is told. */
    void rest() {
        timestamp += format.codec().clockRate() / FRAMES_PER_SECOND;
    }

    private void begin() {
        buffer.clear();
        buffer.position(
                RtpWriter.header(
                        buffer, 0, format.payloadType(), false, sequence++, timestamp, ssrc));
        rest();
    }

    private RtpPacket end() {
        int length = buffer.position();
        packet.wrap(buffer.limit(length), 0, length);
        return packet;
    }

    void close() {
        encoder.close();
    }
}
