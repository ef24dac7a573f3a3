package org.ringdown.rtmp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.rtmp.RtmpEvent.Ending;
import org.ringdown.rtmp.ServerStreams.Use;
import org.ringdown.rtmp.ServerTable.Order;
import org.ringdown.rtmp.ServerTable.Said;
import org.ringdown.rtmp.ServerTable.State;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.rtmp.handshake.ServerHandshake;
import org.ringdown.rtmp.message.Command;
import org.ringdown.rtmp.message.Message;
import org.ringdown.rtmp.message.Message.SetPeerBandwidth.Limit;
import org.ringdown.rtmp.message.Status;
import org.ringdown.rtmp.message.UserControl;

/**
 * The server's side: it asks who may come in and what may be published and played, and does by itself what clients expect around that.
 *
 * <p>Nothing is sent between the handshake and the client's {@code connect}: some lose what comes with the handshake's last bytes.
 */
public final class RtmpServerSession extends RtmpSession {
    private static final int MOST_HELD = 32;
    private static final int CAPABILITIES = 31; // as Adobe's servers say
    private static final String NAME = "FMS/3,5,7,7009"; // players look for what they know

    private final RtmpSettings settings;
    private final ServerStreams streams;
    private final Deque<Message.Call> held = new ArrayDeque<>();
    private State state = State.GREETED;
    private Optional<Command.Connect> connect = Optional.empty();

    public RtmpServerSession(RtmpSettings settings, RandomGenerator random, long now) {
        super(new Link(new ServerHandshake(random, millis(now)), settings, now));
        this.settings = settings;
        streams = new ServerStreams(settings.streams());
    }

    /** Lets the client in. {@code more} is said to it beside that, such as the codecs that we understand (fourCcList). */
    public List<RtmpEvent> accept(Map<String, AmfValue> more) {
        if (on(Said.ACCEPTED) == Order.LET_IN) letIn(connect.orElseThrow(), more);
        return happened();
    }

    /** Sends the client away. */
    public List<RtmpEvent> reject(String why) {
        if (on(Said.REJECTED) != Order.SEND_AWAY) return List.of();
        var status = Status.bad(Status.CONNECT_REJECTED, why);
        send(
                0,
                new Command.Failure(
                        connect.orElseThrow().transaction(), properties(), status.value()));
        link.end(Ending.Reason.REJECTED, why);
        return happened();
    }

    /** What the client wants to publish is wanted. */
    public void published(int stream, String name) {
        begin(stream);
        status(stream, Status.good(Status.PUBLISH_START, name + " is published"));
    }

    /** What the client wants to publish is not wanted. */
    public void notPublished(int stream, String why) {
        streams.use(stream, Use.NONE);
        status(stream, Status.bad(Status.PUBLISH_BAD_NAME, why));
    }

    /** What the client wants to play follows. */
    public void played(int stream, String name) {
        begin(stream);
        status(stream, Status.good(Status.PLAY_RESET, "playing " + name));
        status(stream, Status.good(Status.PLAY_START, name + " begins"));
        // Flash may then look at the samples, which is how it draws levels.
        data(
                stream,
                0,
                List.of(AmfValue.of("|RtmpSampleAccess"), AmfValue.of(true), AmfValue.of(true)));
    }

    /** What the client wants to play is not to be had. */
    public void notPlayed(int stream, String why) {
        streams.use(stream, Use.NONE);
        status(stream, Status.bad(Status.PLAY_STREAM_NOT_FOUND, why));
    }

    /** What the client plays has come to its end. */
    public void ended(int stream, String name) {
        link.send(new Message.Control(new UserControl.StreamEof(stream)));
        status(stream, Status.good(Status.PLAY_STOP, name + " has ended"));
        status(stream, Status.good(Status.PLAY_UNPUBLISH_NOTIFY, name + " is published no more"));
    }

    /** Asks a client that can to connect anew, elsewhere if that is said: nothing breaks off before it does. */
    public boolean askToReconnect(Optional<String> tcUrl, String why) {
        if (state != State.IN || !connect.orElseThrow().object().canReconnect()) return false;
        var status = Status.good(Status.RECONNECT_REQUEST, why);
        status(0, tcUrl.map(url -> status.with("tcUrl", AmfValue.of(url))).orElse(status));
        return true;
    }

    public void status(int stream, Status status) {
        send(stream, new Command.OnStatus(Command.NO_TRANSACTION, status));
    }

    @Override
    void ready() {}

    @Override
    void received(Message message) {
        switch (message) {
            case Message.Call call -> called(call);
            case Message.Audio audio -> {
                if (isPublished(audio.stream())) happened(new RtmpEvent.Sound(audio));
            }
            case Message.Video video -> {
                if (isPublished(video.stream())) happened(new RtmpEvent.Picture(video));
            }
            case Message.Data data -> {
                if (isPublished(data.stream())) happened(new RtmpEvent.Told(data));
            }
            case Message.Control(var control) -> happened(new RtmpEvent.Controlled(control));
            default -> {}
        }
    }

    private void called(Message.Call call) {
        boolean isConnect = call.command() instanceof Command.Connect;
        switch (on(isConnect ? Said.CONNECT : Said.COMMAND)) {
            case ASK -> ask((Command.Connect) call.command());
            case TAKE -> take(call.stream(), call.command());
            case HOLD -> hold(call);
            default -> {}
        }
    }

    private void ask(Command.Connect asked) {
        connect = Optional.of(asked);
        link.establish();
        happened(new RtmpEvent.Connecting(asked));
    }

    private void hold(Message.Call call) {
        if (held.size() == MOST_HELD)
            outOfOrder("over " + MOST_HELD + " commands before an answer");
        else held.add(call);
    }

    private void letIn(Command.Connect asked, Map<String, AmfValue> more) {
        link.window(settings.window());
        link.send(new Message.SetPeerBandwidth(settings.window(), Limit.DYNAMIC));
        link.trust();
        link.chunkSizeWhenNeeded(settings.chunkSize());
        var encoding = asked.object().encoding();
        var status =
                Status.good(Status.CONNECT_SUCCESS, "connected")
                        .with(
                                "objectEncoding",
                                AmfValue.of(encoding == Message.Encoding.AMF3 ? 3 : 0));
        for (var entry : more.entrySet()) status = status.with(entry.getKey(), entry.getValue());
        send(0, new Command.Result(asked.transaction(), properties(), status.value()));
        speak(encoding); // from here on: the answer to connect itself is AMF 0 (RTMP 1.0 §7.2.1.1)
        while (!held.isEmpty()) {
            var next = held.remove();
            take(next.stream(), next.command());
        }
    }

    private void take(int stream, Command command) {
        switch (command) {
            case Command.CreateStream create -> open(create);
            case Command.DeleteStream(_, int deleted) -> {
                unused(deleted);
                streams.close(deleted);
            }
            case Command.CloseStream _ -> unused(stream);
            case Command.Publish publish -> publish(stream, publish);
            case Command.Play play -> play(stream, play);
            case Command.ReleaseStream _ -> result(command, AmfValue.UNDEFINED);
            case Command.FcPublish _ -> {
                result(command, AmfValue.UNDEFINED);
                call("onFCPublish", Status.good(Status.PUBLISH_START, "go on").value());
            }
            case Command.FcUnpublish _ -> {
                result(command, AmfValue.UNDEFINED);
                call("onFCUnpublish", Status.good(Status.UNPUBLISH_SUCCESS, "gone").value());
            }
            case Command.FcSubscribe _ -> {
                happened(new RtmpEvent.Called(stream, command));
                call("onFCSubscribe", Status.good(Status.PLAY_START, "go on").value());
            }
            case Command.Other(var name, _, _, _)
                    when name.equals("getStreamLength") || name.equals("_checkbw") ->
                    result(command, AmfValue.of(0)); // live, and as wide as it is
            default -> happened(new RtmpEvent.Called(stream, command));
        }
    }

    private void open(Command.CreateStream create) {
        var stream = streams.open();
        if (stream.isPresent()) result(create, AmfValue.of(stream.getAsInt()));
        else failure(create, Status.bad(Status.CALL_FAILED, "enough streams are open").value());
    }

    private void publish(int stream, Command.Publish publish) {
        if (!streams.has(stream) || streams.use(stream) != Use.NONE) {
            status(stream, Status.bad(Status.PUBLISH_BAD_NAME, "this stream is not free"));
            return;
        }
        streams.use(stream, Use.PUBLISHED);
        happened(new RtmpEvent.Publishing(stream, publish));
    }

    /** What is played already may be played anew, by another name. */
    private void play(int stream, Command.Play play) {
        if (!streams.has(stream) || streams.use(stream) == Use.PUBLISHED) {
            status(stream, Status.bad(Status.PLAY_STREAM_NOT_FOUND, "this stream is not free"));
            return;
        }
        streams.use(stream, Use.PLAYED);
        happened(new RtmpEvent.Playing(stream, play));
    }

    /** The client has said by other means that it goes: what it has open is closed. */
    public List<RtmpEvent> goodbye() {
        streams.all().forEach(this::unused);
        return happened();
    }

    private void unused(int stream) {
        var use = streams.use(stream);
        if (use == Use.NONE) return;
        streams.use(stream, Use.NONE);
        if (use == Use.PUBLISHED) status(stream, Status.good(Status.UNPUBLISH_SUCCESS, "gone"));
        happened(new RtmpEvent.StreamClosed(stream));
    }

    private boolean isPublished(int stream) {
        return on(Said.MEDIA) == Order.TAKE && streams.use(stream) == Use.PUBLISHED;
    }

    private void begin(int stream) {
        link.send(new Message.Control(new UserControl.StreamBegin(stream)));
    }

    private Order on(Said said) {
        if (link.ending().isPresent()) state = State.OUT;
        var step = ServerTable.on(state, said);
        if (step.order() == Order.BREACH) outOfOrder(said + " when " + state);
        state = step.next();
        return step.order();
    }

    private static AmfValue properties() {
        return AmfValue.of(
                Map.of(
                        "fmsVer", AmfValue.of(NAME),
                        "capabilities", AmfValue.of(CAPABILITIES),
                        "mode", AmfValue.of(1)));
    }

    private static int millis(long now) {
        return (int) (now / 1_000_000);
    }
}
