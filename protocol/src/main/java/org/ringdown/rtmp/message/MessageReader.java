package org.ringdown.rtmp.message;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.ringdown.rtmp.amf.Amf0Reader;
import org.ringdown.rtmp.chunk.MessageType;
import org.ringdown.rtmp.chunk.RawMessage;
import org.ringdown.rtmp.flv.FlvTag;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;

/** Reads what chunks carried. An aggregate is handed out as the messages that it is made of. */
public final class MessageReader {
    private MessageReader() {}

    /**
     * @throws MalformedException when this message cannot be read; the next one begins where it should nevertheless
     */
    public static void read(RawMessage raw, Consumer<? super Message> messages)
            throws MalformedException {
        if (raw.type() == MessageType.AGGREGATE) aggregate(raw, messages);
        else messages.accept(one(raw));
    }

    private static Message one(RawMessage raw) throws MalformedException {
        var in = new WireReader(raw.body(), "RTMP 1.0 §5.4");
        return switch (raw.type()) {
            case MessageType.ACKNOWLEDGEMENT ->
                    new Message.Acknowledgement(in.u32("sequence number"));
            case MessageType.WINDOW_ACKNOWLEDGEMENT_SIZE ->
                    new Message.WindowAcknowledgementSize(in.u32("window size"));
            case MessageType.SET_PEER_BANDWIDTH -> bandwidth(in);
            case MessageType.USER_CONTROL -> new Message.Control(UserControl.parse(raw.body()));
            case MessageType.AUDIO -> new Message.Audio(raw.stream(), raw.timestamp(), raw.body());
            case MessageType.VIDEO -> new Message.Video(raw.stream(), raw.timestamp(), raw.body());
            case MessageType.DATA_AMF0 -> data(raw, raw.body());
            case MessageType.DATA_AMF3 -> data(raw, withoutZero(raw));
            case MessageType.COMMAND_AMF0 -> command(raw, raw.body(), Message.Encoding.AMF0);
            case MessageType.COMMAND_AMF3 -> command(raw, withoutZero(raw), Message.Encoding.AMF3);
            default -> new Message.Unknown(raw.type(), raw.stream());
        };
    }

    private static Message bandwidth(WireReader in) throws MalformedException {
        long size = in.u32("window size");
        int limit = in.u8("limit type");
        var limits = Message.SetPeerBandwidth.Limit.values();
        if (limit >= limits.length) throw in.malformed("a limit type that is reserved");
        return new Message.SetPeerBandwidth(size, limits[limit]);
    }

    private static Message data(RawMessage raw, ByteBuffer body) throws MalformedException {
        return new Message.Data(raw.stream(), raw.timestamp(), Amf0Reader.readAll(body));
    }

    private static Message command(RawMessage raw, ByteBuffer body, Message.Encoding encoding)
            throws MalformedException {
        return new Message.Call(raw.stream(), Command.parse(Amf0Reader.readAll(body)), encoding);
    }

    /** The byte in front of AMF 3's messages says AMF 0; some leave it out of data. */
    private static ByteBuffer withoutZero(RawMessage raw) {
        var body = raw.body();
        boolean zero = body.hasRemaining() && body.get(body.position()) == 0;
        return zero ? body.slice(body.position() + 1, body.remaining() - 1) : body;
    }

    /** Its tags begin at the aggregate's time, whatever their own say (§7.1.6). */
    private static void aggregate(RawMessage raw, Consumer<? super Message> messages)
            throws MalformedException {
        List<FlvTag> tags = FlvTag.readAll(raw.body());
        for (var tag : tags) {
            int timestamp = raw.timestamp() + tag.timestamp() - tags.getFirst().timestamp();
            switch (tag.type()) {
                case MessageType.AUDIO, MessageType.VIDEO, MessageType.DATA_AMF0 ->
                        messages.accept(
                                one(
                                        new RawMessage(
                                                tag.type(), raw.stream(), timestamp, tag.body())));
                default -> {} // an aggregate in an aggregate, or a command out of its order
            }
        }
    }
}
