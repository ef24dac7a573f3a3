package org.ringdown.interop.flood;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.rtmp.chunk.ChunkWriter;
import org.ringdown.rtmp.message.Command;
import org.ringdown.rtmp.message.ConnectObject;
import org.ringdown.rtmp.message.Message;
import org.ringdown.rtmp.message.MessageWriter;
import org.ringdown.wire.WireWriter;

/** All that a client of RTMP says, at once: it waits for nothing. */
public final class RtmpText {
    private static final int HELLO = 1536;
    private static final int SET_CHUNK_SIZE = 1;
    private static final int FRAMES = 20;
    private static final int FRAME = 160;
    private static final int A_LAW = 0x72;

    private RtmpText() {}

    /** The whole handshake, of the older kind. */
    static WireWriter greeting() {
        return new WireWriter().u8(3).bytes(new byte[2 * HELLO]);
    }

    /** That its chunks are so long from now on. */
    static WireWriter chunkSize(WireWriter out, int size) {
        return out.u8(2).u24(0).u24(4).u8(SET_CHUNK_SIZE).i32(0).i32(size);
    }

    /** A handshake and a connect. */
    public static byte[] connect(List<AmfValue> arguments) {
        return said(call(0, connecting(arguments)));
    }

    /** The same, but for the handshake in chunks of one byte. */
    public static byte[] connectInChunksOfOne(List<AmfValue> arguments) {
        var body = MessageWriter.write(call(0, connecting(arguments))).body();
        var out =
                chunkSize(greeting(), 1)
                        .u8(3)
                        .u24(0)
                        .u24(body.remaining())
                        .u8(20)
                        .i32(0)
                        .u8(body.get());
        while (body.hasRemaining()) out.u8(0xc3).u8(body.get());
        return bytes(out);
    }

    /** A call to the echo, and some of what is said there. */
    public static byte[] talk() {
        var messages = new ArrayList<Message>();
        messages.add(call(0, connecting(List.of())));
        messages.add(call(0, new Command.ReleaseStream(2, "600")));
        messages.add(call(0, new Command.CreateStream(3)));
        messages.add(call(1, new Command.Publish(4, "600", "live")));
        for (int i = 0; i < FRAMES; i++) {
            var body = ByteBuffer.allocate(1 + FRAME).put(0, (byte) A_LAW);
            messages.add(new Message.Audio(1, 20 * i, body));
        }
        return said(messages.toArray(Message[]::new));
    }

    /** The same question, again and again. */
    public static byte[] questions(int count) {
        var text = AmfValue.of("x".repeat(200));
        var question = new Command.Other("FCPublish", 5, AmfValue.NULL, List.of(text));
        var writer = new ChunkWriter();
        for (int i = 0; i < count; i++) writer.offer(MessageWriter.write(call(0, question)));
        return drained(writer, new WireWriter());
    }

    private static Command connecting(List<AmfValue> arguments) {
        var object = ConnectObject.of("call", "rtmp://127.0.0.1/call", "siege");
        return new Command.Connect(1, object, arguments);
    }

    private static Message call(int stream, Command command) {
        return new Message.Call(stream, command, Message.Encoding.AMF0);
    }

    private static byte[] said(Message... messages) {
        var writer = new ChunkWriter();
        for (var message : messages) writer.offer(MessageWriter.write(message));
        return drained(writer, greeting());
    }

    private static byte[] drained(ChunkWriter writer, WireWriter out) {
        while (writer.hasMore()) writer.drain(out, 1 << 16);
        return bytes(out);
    }

    static byte[] bytes(WireWriter out) {
        var written = out.written();
        var bytes = new byte[written.remaining()];
        written.get(bytes);
        return bytes;
    }
}
