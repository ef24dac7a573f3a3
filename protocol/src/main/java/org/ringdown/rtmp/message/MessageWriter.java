package org.ringdown.rtmp.message;

import java.nio.ByteBuffer;
import java.util.List;
import org.ringdown.rtmp.amf.Amf0Writer;
import org.ringdown.rtmp.amf.Amf3Writer;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.rtmp.chunk.MessageType;
import org.ringdown.rtmp.chunk.RawMessage;
import org.ringdown.wire.WireWriter;

/** Writes messages as chunks carry them. */
public final class MessageWriter {
    private static final int AVMPLUS = 0x11;

    private MessageWriter() {}

    public static RawMessage write(Message message) {
        return switch (message) {
            case Message.Acknowledgement(long sequence) ->
                    control(
                            MessageType.ACKNOWLEDGEMENT,
                            new WireWriter().i32((int) sequence).written());
            case Message.WindowAcknowledgementSize(long size) ->
                    control(
                            MessageType.WINDOW_ACKNOWLEDGEMENT_SIZE,
                            new WireWriter().i32((int) size).written());
            case Message.SetPeerBandwidth(long size, var limit) ->
                    control(
                            MessageType.SET_PEER_BANDWIDTH,
                            new WireWriter().i32((int) size).u8(limit.ordinal()).written());
            case Message.Control(var control) -> control(MessageType.USER_CONTROL, control.body());
            case Message.Audio(int stream, int timestamp, var body) ->
                    new RawMessage(MessageType.AUDIO, stream, timestamp, body);
            case Message.Video(int stream, int timestamp, var body) ->
                    new RawMessage(MessageType.VIDEO, stream, timestamp, body);
            case Message.Data(int stream, int timestamp, var values) ->
                    new RawMessage(
                            MessageType.DATA_AMF0, stream, timestamp, Amf0Writer.writeAll(values));
            case Message.Call(int stream, var command, var encoding) ->
                    command(stream, command.values(), encoding);
            case Message.Unknown _ ->
                    throw new IllegalArgumentException("what is not known cannot be said");
        };
    }

    private static RawMessage control(int type, ByteBuffer body) {
        return new RawMessage(type, 0, 0, body);
    }

    private static RawMessage command(
            int stream, List<AmfValue> values, Message.Encoding encoding) {
        return switch (encoding) {
            case AMF0 ->
                    new RawMessage(
                            MessageType.COMMAND_AMF0, stream, 0, Amf0Writer.writeAll(values));
            case AMF3 -> new RawMessage(MessageType.COMMAND_AMF3, stream, 0, amf3(values));
        };
    }

    /** Name and transaction as AMF 0, the arguments as AMF 3 (AMF 0 §3.1). */
    private static ByteBuffer amf3(List<AmfValue> values) {
        var out = new WireWriter().u8(0);
        var plain = new Amf0Writer(out);
        var rich = new Amf3Writer(out);
        for (int i = 0; i < values.size(); i++) {
            if (i < 2) {
                plain.write(values.get(i));
            } else {
                out.u8(AVMPLUS);
                rich.write(values.get(i));
            }
        }
        return out.written();
    }
}
