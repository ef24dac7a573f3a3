package org.ringdown.rtmp.flv;

import java.nio.ByteBuffer;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;
import org.ringdown.wire.WireWriter;

/** The headers of Enhanced RTMP v2, ExAudioTagHeader and ExVideoTagHeader. */
final class Enhanced {
    /** AAC, and what FLV wants to be said of it whatever it is: 44 kHz, 16 bits, stereo. */
    static final int AAC_HEAD = 0xaf;

    private static final int MULTITRACK = 5;
    private static final int MOD_EX = 7;
    private static final int METADATA = 4;
    private static final int COMMAND = 5;

    private Enhanced() {}

    static AudioTag audio(int packetType, WireReader in) throws MalformedException {
        int type = unmodified(packetType, in);
        if (type == 3 || type >= MULTITRACK) return new AudioTag.Unread(type, in.rest());
        var codec = new FourCc(in.i32("audio fourCC"));
        return switch (type) {
            case 0 -> new AudioTag.Start(codec, in.rest());
            case 1 -> new AudioTag.Frames(codec, in.rest());
            case 2 -> new AudioTag.End(codec);
            default -> new AudioTag.Channels(codec, in.rest());
        };
    }

    static WireWriter audio(int packetType, FourCc codec, WireWriter out) {
        return out.u8(SoundFormat.ENHANCED.code() << 4 | packetType).i32(codec.value());
    }

    static VideoTag video(int head, WireReader in) throws MalformedException {
        int frame = head >> 4 & 7;
        int type = unmodified(head & 0xf, in);
        if (frame == COMMAND && type != METADATA) {
            return new VideoTag.Command(in.u8("video command"));
        }
        if (type >= MULTITRACK) return new VideoTag.Unread(head & 0xf0 | type, in.rest());
        var codec = new FourCc(in.i32("video fourCC"));
        return switch (type) {
            case 0 -> new VideoTag.Start(codec, in.rest());
            case 1 -> coded(VideoTag.Frame.of(frame, in), codec, in);
            case 2 -> new VideoTag.End(codec);
            case 3 -> new VideoTag.Coded(VideoTag.Frame.of(frame, in), codec, 0, in.rest());
            default -> new VideoTag.Metadata(codec, in.rest());
        };
    }

    /** H.264 and H.265 say how much later than decoded a picture is shown. */
    private static VideoTag coded(VideoTag.Frame frame, FourCc codec, WireReader in)
            throws MalformedException {
        int later = isReordered(codec) ? in.s24("composition time") : 0;
        return new VideoTag.Coded(frame, codec, later, in.rest());
    }

    static ByteBuffer coded(VideoTag.Coded tag) {
        if (!isReordered(tag.codec())) {
            return video(tag.frame(), 1, tag.codec()).bytes(tag.data()).written();
        }
        if (tag.compositionTime() == 0) {
            return video(tag.frame(), 3, tag.codec()).bytes(tag.data()).written();
        }
        return video(tag.frame(), 1, tag.codec())
                .u24(tag.compositionTime())
                .bytes(tag.data())
                .written();
    }

    static WireWriter video(VideoTag.Frame frame, int packetType, FourCc codec) {
        return new WireWriter().u8(0x80 | frame.code() << 4 | packetType).i32(codec.value());
    }

    private static boolean isReordered(FourCc codec) {
        return codec.equals(FourCc.AVC) || codec.equals(FourCc.HEVC);
    }

    /** Passes over what modifies a packet, such as a time of nanoseconds: each says its size and what comes behind it. */
    private static int unmodified(int packetType, WireReader in) throws MalformedException {
        int type = packetType;
        while (type == MOD_EX) {
            int size = in.u8("modifier size") + 1;
            if (size == 256) size = in.u16("modifier size") + 1;
            in.take(size, "modifier");
            type = in.u8("packet type") & 0xf;
        }
        return type;
    }
}
