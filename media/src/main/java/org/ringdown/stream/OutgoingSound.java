package org.ringdown.stream;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ringdown.codec.Opus;
import org.ringdown.media.Codec;
import org.ringdown.media.StreamMessage;
import org.ringdown.media.StreamMessage.Kind;
import org.ringdown.rtmp.flv.Adts;
import org.ringdown.rtmp.flv.AudioTag;
import org.ringdown.rtmp.flv.AudioTag.Rate;
import org.ringdown.rtmp.flv.FourCc;
import org.ringdown.rtmp.flv.SoundFormat;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.wire.MalformedException;
import org.ringdown.worker.Counted;

/** Sound for a client, on its way from packets to messages. On a thread of the edge. */
public final class OutgoingSound {
    /** What has waited longer for a slow client is worth less than what comes. */
    private static final long OLDEST = TimeUnit.MILLISECONDS.toNanos(200);

    private static final Map<Integer, SoundFormat> NELLYMOSER =
            Map.of(
                    8000, SoundFormat.NELLYMOSER_8K,
                    16_000, SoundFormat.NELLYMOSER_16K,
                    22_050, SoundFormat.NELLYMOSER);

    private static final int OPUS_RATE = 48_000;

    private final StreamPipe pipe;
    private final PlayClock clock;
    private final RtpPacket packet = new RtpPacket();
    private Codec begun = FrameCutter.NO_CODEC;

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
            var start = whole ? start(format.codec()) : Optional.<AudioTag>empty();
            if (start.isPresent()) return start.map(tag -> message(tag, format.codec(), sent));
            var tag = whole ? tag(format.codec(), payload()) : Optional.<AudioTag>empty();
            var message = tag.map(one -> message(one, format.codec(), sent));
            ring.take();
            if (message.isPresent()) return message;
        }
        return Optional.empty();
    }

    private StreamMessage message(AudioTag tag, Codec codec, long sent) {
        int millis = clock.sound(packet.ssrc(), packet.timestamp(), codec.clockRate(), sent);
        return new StreamMessage(Kind.SOUND, millis, tag.body());
    }

    /** What a client has to know before the first frame, once. */
    private Optional<AudioTag> start(Codec codec) {
        if (codec.equals(begun)) return Optional.empty();
        begun = codec;
        return switch (codec.name()) {
            case "opus" -> Optional.of(new AudioTag.Start(FourCc.OPUS, Opus.head(OPUS_RATE, 2)));
            case "aac" -> aac().map(frame -> new AudioTag.AacStart(frame.config().bytes()));
            default -> Optional.empty();
        };
    }

    private Optional<Adts.Frame> aac() {
        try {
            return Optional.of(Adts.parse(payload()));
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }

    /** What can be sent. */
    public static boolean isKnown(Codec codec) {
        return switch (codec.name()) {
            case "pcma", "pcmu", "speex", "opus", "aac" -> true;
            case "nellymoser" -> NELLYMOSER.containsKey(codec.clockRate());
            default -> false;
        };
    }

    /** FLV says nothing true of the rate; so Flash does of these (E.4.2.1). */
    private Optional<AudioTag> tag(Codec codec, ByteBuffer payload) {
        return switch (codec.name()) {
            case "pcma" -> Optional.of(plain(SoundFormat.PCMA, payload));
            case "pcmu" -> Optional.of(plain(SoundFormat.PCMU, payload));
            case "speex" -> Optional.of(plain(SoundFormat.SPEEX, payload));
            case "opus" -> Optional.of(new AudioTag.Frames(FourCc.OPUS, payload));
            case "nellymoser" -> Optional.of(plain(NELLYMOSER.get(codec.clockRate()), payload));
            case "aac" -> aac().map(frame -> new AudioTag.Aac(frame.data()));
            default -> Optional.empty();
        };
    }

    private static AudioTag plain(SoundFormat format, ByteBuffer payload) {
        var rate = format == SoundFormat.NELLYMOSER ? Rate.HZ_22050 : Rate.HZ_5512;
        return new AudioTag.Plain(format, rate, true, false, payload);
    }

    private ByteBuffer payload() {
        return packet.buffer().slice(packet.payloadOffset(), packet.payloadLength());
    }
}
