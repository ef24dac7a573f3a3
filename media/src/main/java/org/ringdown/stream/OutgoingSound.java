package org.ringdown.stream;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ringdown.media.Codec;
import org.ringdown.media.StreamMessage;
import org.ringdown.media.StreamMessage.Kind;
import org.ringdown.rtmp.flv.AudioTag;
import org.ringdown.rtmp.flv.SoundFormat;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.worker.Counted;

/** Sound for a client, on its way from packets to messages. On a thread of the edge. */
public final class OutgoingSound {
    /** What has waited longer for a slow client is worth less than what comes. */
    private static final long OLDEST = TimeUnit.MILLISECONDS.toNanos(200);

    private final StreamPipe pipe;
    private final PlayClock clock;
    private final RtpPacket packet = new RtpPacket();

    OutgoingSound(StreamPipe pipe, PlayClock clock) {
        this.pipe = pipe;
        this.clock = clock;
    }

    /** The next message, if one waits. */
    Optional<StreamMessage> take(long now) {
        var ring = pipe.out();
        while (ring.hasUntil(now - OLDEST)) {
            ring.take();
            pipe.counters().count(Counted.NOT_SENT);
        }
        while (!ring.isEmpty()) {
            var format = ring.kind();
            long sent = ring.time();
            var bytes = ring.first();
            boolean whole = packet.wrap(bytes, 0, bytes.limit());
            var message = whole ? message(format.codec(), sent) : Optional.<StreamMessage>empty();
            ring.take();
            if (message.isPresent()) return message;
        }
        return Optional.empty();
    }

    private Optional<StreamMessage> message(Codec codec, long sent) {
        return tag(codec, payload())
                .map(tag -> {
                    int millis =
                            clock.sound(packet.ssrc(), packet.timestamp(), codec.clockRate(), sent);
                    return new StreamMessage(Kind.SOUND, millis, tag.body());
                });
    }

    /** FLV says nothing true of the rate; so Flash does of these (E.4.2.1). */
    private static Optional<AudioTag> tag(Codec codec, ByteBuffer payload) {
        if (codec.equals(Codec.PCMA)) return Optional.of(plain(SoundFormat.PCMA, payload));
        if (codec.equals(Codec.PCMU)) return Optional.of(plain(SoundFormat.PCMU, payload));
        return Optional.empty();
    }

    private static AudioTag plain(SoundFormat format, ByteBuffer payload) {
        return new AudioTag.Plain(format, AudioTag.Rate.HZ_5512, true, false, payload);
    }

    private ByteBuffer payload() {
        return packet.buffer().slice(packet.payloadOffset(), packet.payloadLength());
    }
}
