package org.ringdown.rtmp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.ringdown.rtmp.RtmpEvent.Ending;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.rtmp.message.Command;
import org.ringdown.rtmp.message.Message;

/**
 * One side of a connection. Sans-IO: bytes and {@code now}, in nanoseconds of a monotonic clock, go in; events come out; what is to be sent is
 * asked for by {@link #toSend} after each call.
 */
public abstract sealed class RtmpSession permits RtmpServerSession, RtmpClientSession {
    final Link link;
    private List<RtmpEvent> events = new ArrayList<>();
    private boolean endTold;
    private Message.Encoding encoding = Message.Encoding.AMF0;
    private double transaction = Command.NO_TRANSACTION;

    RtmpSession(Link link) {
        this.link = link;
    }

    /** Takes all of {@code bytes}, and keeps none of them: the buffer may be used again. */
    public final List<RtmpEvent> receive(ByteBuffer bytes, long now) {
        link.receive(bytes, now, this::ready, this::received);
        return happened();
    }

    /** When {@link #expire} is to be called; empty when nothing is left to be done. */
    public final OptionalLong nextDeadline() {
        return link.nextDeadline();
    }

    /** Does what is due by {@code now}. */
    public final List<RtmpEvent> expire(long now) {
        link.expire(now, this::received);
        return happened();
    }

    /** The next bytes to send, about {@code most}; sound that is offered meanwhile goes before what is left of a picture. */
    public final ByteBuffer toSend(int most) {
        return link.toSend(most);
    }

    public final boolean hasMore() {
        return link.hasMore();
    }

    /**
     * Whether the body, an {@link org.ringdown.rtmp.flv.AudioTag}, was taken: not where the peer reads too slowly. It must not change until
     * it is sent.
     */
    public final boolean sound(int stream, int timestamp, ByteBuffer body) {
        return link.sendMedia(new Message.Audio(stream, timestamp, body), body.remaining());
    }

    /** Whether the body, a {@link org.ringdown.rtmp.flv.VideoTag}, was taken; if not, nothing can be seen until the next keyframe. */
    public final boolean picture(int stream, int timestamp, ByteBuffer body) {
        return link.sendMedia(new Message.Video(stream, timestamp, body), body.remaining());
    }

    public final void data(int stream, int timestamp, List<AmfValue> values) {
        link.send(new Message.Data(stream, timestamp, values));
    }

    /** Calls a method of the peer that has nothing to say to it. */
    public final void call(String name, AmfValue... arguments) {
        send(0, other(name, Command.NO_TRANSACTION, arguments));
    }

    /** Calls a method of the peer; the transaction that its {@code _result} or {@code _error} will have. */
    public final double ask(String name, AmfValue... arguments) {
        double number = nextTransaction();
        send(0, other(name, number, arguments));
        return number;
    }

    /** Answers a call. */
    public final void result(Command call, AmfValue value) {
        if (call.transaction() == Command.NO_TRANSACTION) return;
        send(0, new Command.Result(call.transaction(), AmfValue.NULL, value));
    }

    /** Answers a call that has failed. */
    public final void failure(Command call, AmfValue value) {
        if (call.transaction() == Command.NO_TRANSACTION) return;
        send(0, new Command.Failure(call.transaction(), AmfValue.NULL, value));
    }

    /** Ends the session from our side. */
    public final List<RtmpEvent> close(String why) {
        link.end(Ending.Reason.CLOSED, why);
        return happened();
    }

    /** Messages that could not be read, and were dropped. */
    public final long malformed() {
        return link.malformed();
    }

    /** Bytes of room that are held for messages that have begun and not ended. */
    public final int unfinished() {
        return link.unfinished();
    }

    /** The handshake is done. */
    abstract void ready();

    abstract void received(Message message);

    final void send(int stream, Command command) {
        link.send(new Message.Call(stream, command, encoding));
    }

    final void speak(Message.Encoding encoding) {
        this.encoding = encoding;
    }

    final double nextTransaction() {
        return ++transaction;
    }

    final void happened(RtmpEvent event) {
        events.add(event);
    }

    final void outOfOrder(String why) {
        link.end(Ending.Reason.OUT_OF_ORDER, why);
    }

    final List<RtmpEvent> happened() {
        if (link.ending().isPresent() && !endTold) {
            endTold = true;
            events.add(new RtmpEvent.Ended(link.ending().get()));
        }
        if (events.isEmpty()) return List.of();
        var told = events;
        events = new ArrayList<>();
        return told;
    }

    private static Command other(String name, double transaction, AmfValue... arguments) {
        return new Command.Other(name, transaction, AmfValue.NULL, List.of(arguments));
    }
}
