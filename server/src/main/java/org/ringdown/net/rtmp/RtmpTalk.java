package org.ringdown.net.rtmp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.ringdown.flash.FlashClient;
import org.ringdown.flash.FlashEvent;
import org.ringdown.flash.FlashOrder;
import org.ringdown.media.StreamMessage;
import org.ringdown.rtmp.RtmpEvent;
import org.ringdown.rtmp.RtmpServerSession;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.rtmp.message.Command;
import org.ringdown.rtmp.message.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said on a connection: between the session, which knows RTMP, and the {@link FlashClient}, which knows calls. Threads: one at a time. */
final class RtmpTalk {
    private static final Logger log = LoggerFactory.getLogger(RtmpTalk.class);

    private static final int MESSAGES_AT_ONCE = 8;

    private final String remote;
    private final RandomGenerator random;
    private final RtmpServerSession session;
    private final FlashClient client;
    private Map<String, AmfValue> codecs = Map.of();
    private volatile boolean over;

    /**
     * @param remote who it is, for the log
     * @param client whose orders come to {@link #perform}
     */
    RtmpTalk(String remote, RandomGenerator random, RtmpServerSession session, FlashClient client) {
        this.remote = remote;
        this.random = random;
        this.session = session;
        this.client = client;
    }

    FlashClient client() {
        return client;
    }

    /** Whether all is said. */
    boolean isOver() {
        return over;
    }

    void receive(ByteBuffer bytes, long now) {
        happened(session.receive(bytes, now));
    }

    /** What is to be sent, {@code most} bytes of it. */
    ByteBuffer next(int most, long now) {
        happened(session.expire(now));
        for (int i = 0; i < MESSAGES_AT_ONCE && !session.hasMore() && hear(); i++) {}
        return session.toSend(most);
    }

    /** Bytes of room for what it has begun to say. */
    int unfinished() {
        return session.unfinished();
    }

    OptionalLong nextDeadline() {
        return session.nextDeadline();
    }

    private boolean hear() {
        var message = client.next();
        message.ifPresent(this::say);
        return message.isPresent();
    }

    private void say(StreamMessage message) {
        int stream = client.hearing();
        switch (message.kind()) {
            case SOUND -> session.sound(stream, message.timestamp(), message.body());
            case PICTURE -> session.picture(stream, message.timestamp(), message.body());
        }
    }

    private void happened(List<RtmpEvent> events) {
        for (var event : events) {
            switch (event) {
                case RtmpEvent.Connecting(var connect) -> connecting(connect);
                case RtmpEvent.Publishing(int stream, var publish) ->
                        client.happens(new FlashEvent.Publishes(stream, publish.name()));
                case RtmpEvent.Playing(int stream, var play) ->
                        client.happens(new FlashEvent.Plays(stream, play.name()));
                case RtmpEvent.StreamClosed(int stream) ->
                        client.happens(new FlashEvent.Closes(stream));
                case RtmpEvent.Called(_, var command) -> called(command);
                case RtmpEvent.Sound(var sound) ->
                        client.sound(sound.stream(), sound.timestamp(), sound.body());
                case RtmpEvent.Picture(var picture) ->
                        client.picture(picture.stream(), picture.timestamp(), picture.body());
                case RtmpEvent.Ended(var ending) -> {
                    log.info(
                            "RTMP connection from {} ends: {}, {}",
                            remote,
                            ending.reason(),
                            ending.why());
                    over = true;
                }
                default -> {}
            }
        }
    }

    private void connecting(Command.Connect connect) {
        var greeting = Greetings.of(connect, random);
        codecs = Greetings.codecs(greeting);
        client.connects(greeting);
    }

    private void called(Command command) {
        switch (command) {
            case Command.FcSubscribe(_, var name) ->
                    client.happens(new FlashEvent.Subscribes(name));
            case Command.Other(var name, double transaction, _, var arguments) ->
                    client.happens(new FlashEvent.Commands(name, transaction, arguments));
            default -> {}
        }
    }

    void perform(FlashOrder.ToClient order) {
        switch (order) {
            case FlashOrder.LetIn() -> happened(session.accept(codecs));
            case FlashOrder.SendAway(var why) -> happened(session.reject(why));
            case FlashOrder.Invoke(var method, var arguments) ->
                    session.call(method, arguments.toArray(AmfValue[]::new));
            case FlashOrder.Answer(double transaction, var value) ->
                    session.result(call(transaction), value);
            case FlashOrder.Refuse(double transaction, var why) ->
                    session.failure(call(transaction), Status.bad(Status.CALL_FAILED, why).value());
            case FlashOrder.Publish(int stream, var name) -> session.published(stream, name);
            case FlashOrder.NotPublish(int stream, var why) -> session.notPublished(stream, why);
            case FlashOrder.Play(int stream, var name) -> session.played(stream, name);
            case FlashOrder.NotPlay(int stream, var why) -> session.notPlayed(stream, why);
            case FlashOrder.EndPlay(int stream, var name) -> session.ended(stream, name);
            case FlashOrder.Part(var why) -> part(why);
        }
    }

    private static Command call(double transaction) {
        return new Command.Other("", transaction, AmfValue.NULL, List.of());
    }

    /** The client has said that it goes. */
    void goodbye() {
        happened(session.goodbye());
    }

    /** Says goodbye; what waits is still sent. */
    void part(String why) {
        happened(session.close(why));
    }

    /** Asks a client that can to come again. */
    void askToReconnect() {
        session.askToReconnect(Optional.empty(), "the gateway is about to stop");
    }
}
