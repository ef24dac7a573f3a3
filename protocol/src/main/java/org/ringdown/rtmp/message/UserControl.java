package org.ringdown.rtmp.message;

import java.nio.ByteBuffer;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;
import org.ringdown.wire.WireWriter;

/** What is told about streams, and pings (RTMP 1.0 §7.1.7). */
public sealed interface UserControl {
    record StreamBegin(int stream) implements UserControl {}

    record StreamEof(int stream) implements UserControl {}

    record StreamDry(int stream) implements UserControl {}

    record SetBufferLength(int stream, int millis) implements UserControl {}

    record StreamIsRecorded(int stream) implements UserControl {}

    record PingRequest(int time) implements UserControl {}

    record PingResponse(int time) implements UserControl {}

    /** Such as the proofs of SWF files, which prove nothing. */
    record Other(int event) implements UserControl {}

    static UserControl parse(ByteBuffer body) throws MalformedException {
        var in = new WireReader(body, "RTMP 1.0 §7.1.7");
        int event = in.u16("event");
        return switch (event) {
            case 0 -> new StreamBegin(in.i32("stream"));
            case 1 -> new StreamEof(in.i32("stream"));
            case 2 -> new StreamDry(in.i32("stream"));
            case 3 -> new SetBufferLength(in.i32("stream"), in.i32("buffer length"));
            case 4 -> new StreamIsRecorded(in.i32("stream"));
            case 6 -> new PingRequest(in.i32("time"));
            case 7 -> new PingResponse(in.i32("time"));
            default -> new Other(event);
        };
    }

    default ByteBuffer body() {
        var out = new WireWriter();
        switch (this) {
            case StreamBegin(int stream) -> out.u16(0).i32(stream);
            case StreamEof(int stream) -> out.u16(1).i32(stream);
            case StreamDry(int stream) -> out.u16(2).i32(stream);
            case SetBufferLength(int stream, int millis) -> out.u16(3).i32(stream).i32(millis);
            case StreamIsRecorded(int stream) -> out.u16(4).i32(stream);
            case PingRequest(int time) -> out.u16(6).i32(time);
            case PingResponse(int time) -> out.u16(7).i32(time);
            case Other(int event) -> out.u16(event);
        }
        return out.written();
    }
}
