package org.ringdown.rtmp;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.ringdown.rtmp.RtmpEvent.Ending;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.rtmp.handshake.ClientHandshake;
import org.ringdown.rtmp.handshake.Scheme;
import org.ringdown.rtmp.message.Command;
import org.ringdown.rtmp.message.ConnectObject;
import org.ringdown.rtmp.message.Message;
import org.ringdown.rtmp.message.Status;

/** The client's side: it connects, and then opens streams to publish or play on. */
public final class RtmpClientSession extends RtmpSession {
    private static final int MOST_ASKED = 64;

    private enum State {
        CONNECTING,
        IN,
        OUT
    }

    private final RtmpSettings settings;
    private final ConnectObject object;
    private final List<AmfValue> arguments;
    private final Set<Double> asked = new HashSet<>(); // transactions that will name a stream
    private State state = State.CONNECTING;

    /** {@code arguments} follow the object in {@code connect}, as some servers want a user and a password. */
    public RtmpClientSession(
            RtmpSettings settings,
            ConnectObject object,
            List<AmfValue> arguments,
            Scheme scheme,
            RandomGenerator random,
            long now) {
        this(
                settings,
                object,
                arguments,
                new ClientHandshake(scheme, random, (int) (now / 1_000_000)),
                now);
    }

    private RtmpClientSession(
            RtmpSettings settings,
            ConnectObject object,
            List<AmfValue> arguments,
            ClientHandshake handshake,
            long now) {
        super(new Link(handshake, settings, now));
        this.settings = settings;
        this.object = object;
        this.arguments = List.copyOf(arguments);
        link.greet(handshake.begin());
    }

    /** Asks for a stream; the transaction that {@link RtmpEvent.StreamOpened} will have. */
    public double openStream() {
        double transaction = nextTransaction();
        if (asked.size() == MOST_ASKED) throw new IllegalStateException("no answer to so many");
        asked.add(transaction);
        send(0, new Command.CreateStream(transaction));
        return transaction;
    }

    /** Sends under this name, live; {@link Status#PUBLISH_START} says that it may. */
    public void publish(int stream, String name) {
        send(stream, new Command.Publish(nextTransaction(), name, "live"));
    }

    /** Hears what goes by this name. */
    public void play(int stream, String name) {
        send(
                stream,
                new Command.Play(
                        nextTransaction(),
                        name,
                        Command.Play.LIVE_OR_RECORDED,
                        Command.Play.TO_THE_END,
                        true));
    }

    public void deleteStream(int stream) {
        send(0, new Command.DeleteStream(nextTransaction(), stream));
    }

    /** What encoders say before {@link #openStream}, and servers behind a CDN insist on. */
    public void announce(String name) {
        send(0, new Command.ReleaseStream(nextTransaction(), name));
        send(0, new Command.FcPublish(nextTransaction(), name));
    }

    @Override
    void ready() {
        send(0, new Command.Connect(nextTransaction(), object, arguments));
    }

    @Override
    void received(Message message) {
        switch (message) {
            case Message.Call(int stream, var command, _) -> called(stream, command);
            case Message.Audio audio -> happened(new RtmpEvent.Sound(audio));
            case Message.Video video -> happened(new RtmpEvent.Picture(video));
            case Message.Data data -> happened(new RtmpEvent.Told(data));
            case Message.Control(var control) -> happened(new RtmpEvent.Controlled(control));
            default -> {}
        }
    }

    private void called(int stream, Command command) {
        switch (command) {
            case Command.Result result when state == State.CONNECTING -> connected(result);
            case Command.Failure failure when state == State.CONNECTING -> rejected(failure);
            case Command.Result(double transaction, _, var value)
                    when value.number().isPresent() && asked.remove(transaction) ->
                    happened(
                            new RtmpEvent.StreamOpened(
                                    transaction, (int) value.number().getAsDouble()));
            case Command.OnStatus(_, var status) -> told(stream, status);
            default -> happened(new RtmpEvent.Called(stream, command));
        }
    }

    private void connected(Command.Result result) {
        state = State.IN;
        link.establish();
        link.trust();
        link.window(settings.window());
        link.chunkSize(settings.chunkSize());
        speak(object.encoding());
        happened(new RtmpEvent.Connected(result));
    }

    private void rejected(Command.Failure failure) {
        state = State.OUT;
        var status =
                Status.of(failure.value())
                        .orElse(
                                new Status(
                                        Status.Level.ERROR, Status.CONNECT_REJECTED, "", Map.of()));
        happened(new RtmpEvent.Rejected(status));
        link.end(Ending.Reason.REJECTED, status.code());
    }

    private void told(int stream, Status status) {
        if (status.code().equals(Status.RECONNECT_REQUEST)) {
            var elsewhere = Optional.ofNullable(status.more().get("tcUrl")).flatMap(AmfValue::text);
            happened(new RtmpEvent.ReconnectAsked(elsewhere));
        } else {
            happened(new RtmpEvent.StatusTold(stream, status));
        }
    }
}
