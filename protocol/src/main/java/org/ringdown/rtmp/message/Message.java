package org.ringdown.rtmp.message;

import java.nio.ByteBuffer;
import java.util.List;
import org.ringdown.rtmp.amf.AmfValue;

/** A message that was read, or is to be written. Set Chunk Size and Abort are not among them: they are about chunks. */
public sealed interface Message {
    /** So many bytes of ours have arrived, counted in 32 bits. */
    record Acknowledgement(long sequence) implements Message {}

    /** Acknowledge every so many bytes. */
    record WindowAcknowledgementSize(long size) implements Message {}

    /** Have no more than so many bytes on their way, unacknowledged. */
    record SetPeerBandwidth(long size, Limit limit) implements Message {
        /** Whether it replaces what was said before (§5.4.5). */
        public enum Limit {
            HARD,
            SOFT,
            DYNAMIC
        }
    }

    record Control(UserControl control) implements Message {}

    /** Of a stream; the body is an {@link org.ringdown.rtmp.flv.AudioTag}. */
    record Audio(int stream, int timestamp, ByteBuffer body) implements Message {}

    /** Of a stream; the body is a {@link org.ringdown.rtmp.flv.VideoTag}. */
    record Video(int stream, int timestamp, ByteBuffer body) implements Message {}

    /** Of a stream: such as {@code onMetaData}, in front of which publishers say {@code @setDataFrame}. */
    record Data(int stream, int timestamp, List<AmfValue> values) implements Message {
        public Data {
            values = List.copyOf(values);
        }
    }

    record Call(int stream, Command command, Encoding encoding) implements Message {}

    /** Nothing that we know, such as a shared object. */
    record Unknown(int type, int stream) implements Message {}

    /** In which message a command goes: AMF 3's begins with a zero byte, and then is AMF 0 again (§7.1.1). */
    enum Encoding {
        AMF0,
        AMF3
    }
}
