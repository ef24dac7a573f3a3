package org.ringdown.rtmp.flv;

import java.nio.ByteBuffer;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;
import org.ringdown.wire.WireWriter;

/**
 * The body of an audio message.
 *
 * <p>Senders say 44 kHz and stereo of what is 16 kHz and mono, because FLV has no numbers for it: for Speex, G.711, AAC and Nellymoser at 8
 * and 16 kHz the format decides, not {@link Rate}.
 */
public sealed interface AudioTag {
    /** What FLV can say about the rate (E.4.2.1). */
    enum Rate {
        HZ_5512,
        HZ_11025,
        HZ_22050,
        HZ_44100
    }

    /** A message without bytes: nothing is to be heard (Enhanced RTMP v2, "Enhanced Audio"). */
    record Silence() implements AudioTag {}

    /** Sound of the formats that need no preparation. */
    record Plain(SoundFormat format, Rate rate, boolean sixteenBit, boolean stereo, ByteBuffer data)
            implements AudioTag {}

    /** What an AAC decoder needs to know: an {@link AudioSpecificConfig}. */
    record AacStart(ByteBuffer config) implements AudioTag {}

    record Aac(ByteBuffer frame) implements AudioTag {}

    /** A codec begins; for Opus with an OpusHead. */
    record Start(FourCc codec, ByteBuffer header) implements AudioTag {}

    record Frames(FourCc codec, ByteBuffer data) implements AudioTag {}

    record End(FourCc codec) implements AudioTag {}

    /** Which channel is which; of no use to a call. */
    record Channels(FourCc codec, ByteBuffer data) implements AudioTag {}

    /** Several tracks in one message, or what came after this version: not looked into. */
    record Unread(int packetType, ByteBuffer data) implements AudioTag {}

    static AudioTag parse(ByteBuffer body) throws MalformedException {
        if (!body.hasRemaining()) return new Silence();
        var in = new WireReader(body, "FLV E.4.2.1");
        int head = in.u8("sound format");
        var format =
                SoundFormat.of(head >> 4)
                        .orElseThrow(() -> in.malformed("a sound format that is reserved"));
        return switch (format) {
            case ENHANCED -> Enhanced.audio(head & 0xf, in);
            case AAC -> aac(in);
            default ->
                    new Plain(
                            format,
                            Rate.values()[head >> 2 & 3],
                            (head & 2) != 0,
                            (head & 1) != 0,
                            in.rest());
        };
    }

    private static AudioTag aac(WireReader in) throws MalformedException {
        return switch (in.u8("AAC packet type")) {
            case 0 -> new AacStart(in.rest());
            case 1 -> new Aac(in.rest());
            default -> throw in.malformed("AAC that is neither a beginning nor a frame");
        };
    }

    /** The body of a message again. */
    default ByteBuffer body() {
        var out = new WireWriter();
        switch (this) {
            case Silence() -> {}
            case Plain(var format, var rate, boolean sixteenBit, boolean stereo, var data) ->
                    out.u8(
                                    format.code() << 4
                                            | rate.ordinal() << 2
                                            | (sixteenBit ? 2 : 0)
                                            | (stereo ? 1 : 0))
                            .bytes(data);
            case AacStart(var config) -> out.u8(Enhanced.AAC_HEAD).u8(0).bytes(config);
            case Aac(var frame) -> out.u8(Enhanced.AAC_HEAD).u8(1).bytes(frame);
            case Start(var codec, var header) -> Enhanced.audio(0, codec, out).bytes(header);
            case Frames(var codec, var data) -> Enhanced.audio(1, codec, out).bytes(data);
            case End(var codec) -> Enhanced.audio(2, codec, out);
            case Channels(var codec, var data) -> Enhanced.audio(4, codec, out).bytes(data);
            case Unread(int packetType, var data) ->
                    out.u8(SoundFormat.ENHANCED.code() << 4 | packetType).bytes(data);
        }
        return out.written();
    }
}
