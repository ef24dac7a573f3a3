package org.ringdown.rtmfp.packet;

import java.nio.ByteBuffer;
import org.ringdown.wire.WireWriter;

/** Writes chunks: user data always with all its numbers, acknowledgements as ranges. */
public final class ChunkWriter {
    private static final int BLOCK = 1024;

    private ChunkWriter() {}

    public static void write(Chunk chunk, WireWriter out) {
        var body = body(chunk);
        out.u8(type(chunk)).u16(body.remaining()).bytes(body);
    }

    /** In bytes, with type and length. */
    public static int size(Chunk chunk) {
        return ChunkType.HEADER + body(chunk).remaining();
    }

    private static int type(Chunk chunk) {
        return switch (chunk) {
            case Chunk.InitiatorHello _ -> ChunkType.INITIATOR_HELLO;
            case Chunk.ForwardedHello _ -> ChunkType.FORWARDED_HELLO;
            case Chunk.ResponderHello _ -> ChunkType.RESPONDER_HELLO;
            case Chunk.Redirect _ -> ChunkType.REDIRECT;
            case Chunk.CookieChange _ -> ChunkType.COOKIE_CHANGE;
            case Chunk.InitiatorKeying _ -> ChunkType.INITIATOR_KEYING;
            case Chunk.ResponderKeying _ -> ChunkType.RESPONDER_KEYING;
            case Chunk.Ping _ -> ChunkType.PING;
            case Chunk.PingReply _ -> ChunkType.PING_REPLY;
            case Chunk.Close _ -> ChunkType.CLOSE;
            case Chunk.CloseAcknowledgement _ -> ChunkType.CLOSE_ACKNOWLEDGEMENT;
            case Chunk.UserData _ -> ChunkType.USER_DATA;
            case Chunk.Acknowledgement _ -> ChunkType.ACKNOWLEDGE_RANGES;
            case Chunk.BufferProbe _ -> ChunkType.BUFFER_PROBE;
            case Chunk.FlowException _ -> ChunkType.FLOW_EXCEPTION;
        };
    }

    private static ByteBuffer body(Chunk chunk) {
        var out = new WireWriter();
        switch (chunk) {
            case Chunk.InitiatorHello(var discriminator, var tag) ->
                    counted(out, discriminator).bytes(tag);
            case Chunk.ForwardedHello(var bytes) -> out.bytes(bytes);
            case Chunk.ResponderHello(var tag, var cookie, var certificate) ->
                    counted(counted(out, tag), cookie).bytes(certificate);
            case Chunk.Redirect(var tag, var addresses) -> counted(out, tag).bytes(addresses);
            case Chunk.CookieChange(var old, var fresh) -> counted(out, old).bytes(fresh);
            case Chunk.InitiatorKeying keying -> {
                out.i32(keying.sessionId());
                counted(counted(out, keying.cookie()), keying.certificate());
                counted(out, keying.component()).bytes(keying.signature());
            }
            case Chunk.ResponderKeying(int id, var component, var signature) ->
                    counted(out.i32(id), component).bytes(signature);
            case Chunk.Ping(var message) -> out.bytes(message);
            case Chunk.PingReply(var message) -> out.bytes(message);
            case Chunk.Close _, Chunk.CloseAcknowledgement _ -> {}
            case Chunk.UserData data -> userData(out, data);
            case Chunk.Acknowledgement told -> acknowledgement(out, told);
            case Chunk.BufferProbe(long flow) -> Vlu.write(out, flow);
            case Chunk.FlowException(long flow, long code) -> Vlu.write(Vlu.write(out, flow), code);
        }
        return out.written();
    }

    private static WireWriter counted(WireWriter out, ByteBuffer bytes) {
        return Vlu.write(out, bytes.remaining()).bytes(bytes);
    }

    private static void userData(WireWriter out, Chunk.UserData data) {
        int flags = data.part().ordinal() << UserDataFlags.PART_SHIFT;
        if (!data.options().isEmpty()) flags |= UserDataFlags.OPTIONS;
        if (data.abandoned()) flags |= UserDataFlags.ABANDONED;
        if (data.last()) flags |= UserDataFlags.LAST;
        Vlu.write(Vlu.write(out.u8(flags), data.flow()), data.sequence());
        Vlu.write(out, data.sequence() - data.forward());
        if (!data.options().isEmpty()) {
            for (var option : data.options()) option.write(out);
            out.u8(0);
        }
        out.bytes(data.data());
    }

    private static void acknowledgement(WireWriter out, Chunk.Acknowledgement told) {
        Vlu.write(Vlu.write(out, told.flow()), told.buffer() / BLOCK);
        Vlu.write(out, told.cumulative());
        long last = told.cumulative();
        for (var range : told.ranges()) {
            Vlu.write(out, range.from() - last - 2);
            Vlu.write(out, range.to() - range.from());
            last = range.to();
        }
    }
}
