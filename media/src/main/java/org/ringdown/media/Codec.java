package org.ringdown.media;

import java.util.Locale;

/**
 * A codec as two ends agree on it, apart from any payload type.
 *
 * @param name the encoding name of its RTP payload format, in lower case ("opus", "pcma", "telephone-event")
 * @param clockRate RTP timestamp units per second (G.722 says 8000, RFC 3551 §4.5.2)
 * @param channels as in rtpmap (Opus says 2, RFC 7587 §4.1)
 */
public record Codec(String name, int clockRate, int channels) {
    public static final Codec OPUS = new Codec("opus", 48000, 2);
    public static final Codec G722 = new Codec("g722", 8000, 1);
    public static final Codec PCMA = new Codec("pcma", 8000, 1);
    public static final Codec PCMU = new Codec("pcmu", 8000, 1);

    /** Speex of 16 kHz (RFC 5574), which is what Flash speaks. */
    public static final Codec SPEEX_WIDE = new Codec("speex", 16_000, 1);

    /** Speex of 8 kHz: a decoder of 16 kHz plays it, too. */
    public static final Codec SPEEX = new Codec("speex", 8000, 1);

    /** What a sender's background sounds like while it says nothing (RFC 3389). */
    public static final Codec COMFORT_NOISE = new Codec("cn", 8000, 1);

    public static final Codec VP8 = new Codec("vp8", 90000, 1);

    /** In fragments where a picture is longer than a packet (RFC 6184, packetization-mode 1). */
    public static final Codec H264 = new Codec("h264", 90000, 1);

    /** In pieces that fit a packet each (mode 0): not understood by whoever agreed to that alone, if it comes in fragments. */
    public static final Codec H264_SINGLE = new Codec("h264/0", 90000, 1);

    public Codec {
        name = name.toLowerCase(Locale.ROOT);
    }

    /** Key presses beside audio of the same clock rate (RFC 4733). */
    public static Codec telephoneEvent(int clockRate) {
        return new Codec("telephone-event", clockRate, 1);
    }

    /** Flash's own, in blocks of 256 samples; no RTP payload format is registered for it. */
    public static Codec nellymoser(int rate) {
        return new Codec("nellymoser", rate, 1);
    }

    /** Each frame behind a header that says what it is (ADTS, ISO/IEC 13818-7 §6.2), so that nothing has to be known before. */
    public static Codec aac(int rate) {
        return new Codec("aac", rate, 1);
    }

    /** Layer III of MPEG audio, which is heard and never said. No description of a session can name it so: RTP has another form of it. */
    public static Codec mp3(int rate) {
        return new Codec("mp3/flv", rate, 1);
    }

    public boolean isSpeex() {
        return name.equals("speex");
    }

    public boolean isTelephoneEvent() {
        return name.equals("telephone-event");
    }
}
