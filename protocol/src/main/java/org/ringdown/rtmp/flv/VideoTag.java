package org.ringdown.rtmp.flv;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;
import org.ringdown.wire.WireWriter;

/** The body of a video message. */
public sealed interface VideoTag {
    /** What a picture needs of those before it (FLV E.4.3.1). */
    enum Frame {
        KEY(1),
        INTER(2),
        DISPOSABLE_INTER(3),
        GENERATED_KEY(4),
        COMMAND(5);

        private final int code;

        Frame(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Frame of(int code, WireReader in) throws MalformedException {
            if (code < 1 || code > values().length)
                throw in.malformed("a frame type that is reserved");
            return values()[code - 1];
        }
    }

    /** The codecs before H.264. */
    enum Format {
        SORENSON(2),
        SCREEN(3),
        VP6(4),
        VP6_ALPHA(5),
        SCREEN_2(6);

        private final int code;

        Format(int code) {
            this.code = code;
        }

        static Optional<Format> of(int code) {
            return code < 2 || code > 6 ? Optional.empty() : Optional.of(values()[code - 2]);
        }
    }

    /** A message without bytes. */
    record Nothing() implements VideoTag {}

    /** A picture of a codec before H.264. */
    record Plain(Frame frame, Format format, ByteBuffer data) implements VideoTag {}

    /** What an H.264 decoder needs to know: an {@link AvcConfiguration}. */
    record AvcStart(ByteBuffer configuration) implements VideoTag {}

    /** {@code nalUnits}, each behind its length ({@link NalUnits}), shown so many milliseconds later than decoded. */
    record Avc(Frame frame, int compositionTime, ByteBuffer nalUnits) implements VideoTag {}

    record AvcEnd() implements VideoTag {}

    /** 0: seeking begins, 1: it has ended. */
    record Command(int command) implements VideoTag {}

    /** A codec begins, of those that have four letters. */
    record Start(FourCc codec, ByteBuffer header) implements VideoTag {}

    record Coded(Frame frame, FourCc codec, int compositionTime, ByteBuffer data)
            implements VideoTag {}

    record End(FourCc codec) implements VideoTag {}

    /** Such as the colours of HDR, as AMF. */
    record Metadata(FourCc codec, ByteBuffer data) implements VideoTag {}

    /** Several tracks in one message, or what came after this version: not looked into. */
    record Unread(int head, ByteBuffer data) implements VideoTag {}

    static VideoTag parse(ByteBuffer body) throws MalformedException {
        if (!body.hasRemaining()) return new Nothing();
        var in = new WireReader(body, "FLV E.4.3.1");
        int head = in.u8("video format");
        if ((head & 0x80) != 0) return Enhanced.video(head, in);
        var frame = Frame.of(head >> 4, in);
        int codec = head & 0xf;
        if (frame == Frame.COMMAND) return new Command(in.u8("video command"));
        if (codec == 7) return avc(frame, in);
        var format = Format.of(codec).orElseThrow(() -> in.malformed("an unknown video format"));
        return new Plain(frame, format, in.rest());
    }

    private static VideoTag avc(Frame frame, WireReader in) throws MalformedException {
        int type = in.u8("AVC packet type");
        int later = in.s24("composition time");
        return switch (type) {
            case 0 -> new AvcStart(in.rest());
            case 1 -> new Avc(frame, later, in.rest());
            case 2 -> new AvcEnd();
            default -> throw in.malformed("AVC that is neither a beginning, a picture nor an end");
        };
    }

    /** Whether it can be seen without any before it. */
    default boolean isKeyframe() {
        return switch (this) {
            case Plain(var frame, _, _) -> frame == Frame.KEY;
            case Avc(var frame, _, _) -> frame == Frame.KEY;
            case Coded(var frame, _, _, _) -> frame == Frame.KEY;
            default -> false;
        };
    }

    /** The body of a message again. */
    default ByteBuffer body() {
        return switch (this) {
            case Nothing() -> ByteBuffer.allocate(0);
            case Plain(var frame, var format, var data) ->
                    new WireWriter().u8(frame.code() << 4 | format.code).bytes(data).written();
            case AvcStart(var configuration) -> avc(Frame.KEY, 0, 0, configuration);
            case Avc(var frame, int later, var nalUnits) -> avc(frame, 1, later, nalUnits);
            case AvcEnd() -> avc(Frame.KEY, 2, 0, ByteBuffer.allocate(0));
            case Command(int command) -> new WireWriter().u8(0x50).u8(command).written();
            case Start(var codec, var header) ->
                    Enhanced.video(Frame.KEY, 0, codec).bytes(header).written();
            case Coded coded -> Enhanced.coded(coded);
            case End(var codec) -> Enhanced.video(Frame.KEY, 2, codec).written();
            case Metadata(var codec, var data) ->
                    Enhanced.video(Frame.KEY, 4, codec).bytes(data).written();
            case Unread(int head, var data) -> new WireWriter().u8(head).bytes(data).written();
        };
    }

    private static ByteBuffer avc(Frame frame, int type, int later, ByteBuffer data) {
        return new WireWriter(5 + data.remaining())
                .u8(frame.code() << 4 | 7)
                .u8(type)
                .u24(later)
                .bytes(data)
                .written();
    }
}
