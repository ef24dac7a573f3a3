package org.ringdown.rtmfp.flash;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.ringdown.rtmfp.session.Datagram;
import org.ringdown.rtmfp.session.Priority;
import org.ringdown.rtmfp.session.SendFlow;
import org.ringdown.rtmfp.session.Session;
import org.ringdown.rtmfp.session.SessionEvent;
import org.ringdown.rtmp.Link;
import org.ringdown.rtmp.RtmpEvent.Ending;
import org.ringdown.rtmp.RtmpSettings;
import org.ringdown.rtmp.chunk.RawMessage;
import org.ringdown.rtmp.message.Message;
import org.ringdown.rtmp.message.MessageReader;
import org.ringdown.rtmp.message.MessageWriter;
import org.ringdown.rtmp.message.UserControl;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;
import org.ringdown.wire.WireWriter;

/**
 * Messages in the flows of a session (RFC 7425 §5): what {@link Link#receive} takes and {@link Link#toSend} gives is one datagram, and where it came
 * from and goes is said beside.
 */
public final class FlowLink implements Link {
    private static final long UNWANTED = 0;
    private static final long PATIENCE =
            300_000_000L; // for what is missing, where its sender does not insist on all
    private static final int HEADER = 5; // type and timestamp
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Session session;
    private final RtmpSettings settings;
    private final Map<Long, Integer> theirs = new HashMap<>(); // stream by flow
    private final Map<Kind, SendFlow> ours = new HashMap<>();
    private final Pictures pictures = new Pictures();
    private final long greetBy;
    private OptionalLong control = OptionalLong.empty();
    private InetSocketAddress from;
    private InetSocketAddress to;
    private Optional<Ending> ending = Optional.empty();
    private boolean established;
    private long now;
    private long malformed;

    /** Messages of a kind go in a flow of their own, so that none waits for another. */
    private record Kind(int stream, Priority priority) {}

    /** Whether what comes next can be shown, where something before it was dropped. */
    private static final class Pictures {
        private boolean broken;

        boolean takes(boolean dependent) {
            broken &= dependent;
            return !broken;
        }

        void dropped() {
            broken = true;
        }
    }

    public FlowLink(Session session, RtmpSettings settings, long now) {
        this.session = session;
        this.settings = settings;
        this.now = now;
        this.greetBy = now + settings.greeting().toNanos();
        this.from = session.remote();
        this.to = session.remote();
    }

    /** Where the datagram that is received next comes from. */
    public void heardFrom(InetSocketAddress address) {
        from = address;
    }

    /** Where the datagram that was asked for last goes. */
    public InetSocketAddress destination() {
        return to;
    }

    /** Whether all is said, so that it can be forgotten. */
    public boolean isDone() {
        return session.isDone();
    }

    @Override
    public void receive(ByteBuffer bytes, long now, Runnable ready, Consumer<Message> messages) {
        this.now = now;
        happened(session.receive(bytes, from, now), messages);
    }

    private void happened(List<SessionEvent> events, Consumer<Message> messages) {
        for (var event : events) {
            switch (event) {
                case SessionEvent.FlowOpened opened -> opened(opened);
                case SessionEvent.Message(long flow, var bytes) -> message(flow, bytes, messages);
                case SessionEvent.FlowEnded(long flow) -> ended(flow);
                case SessionEvent.FlowRefused(long flow, _) -> refused(flow);
                case SessionEvent.Ended(var why) -> over(why);
                case SessionEvent.Moved() -> {}
            }
        }
    }

    private void opened(SessionEvent.FlowOpened opened) {
        var metadata = FlowMetadata.parse(opened.metadata());
        if (metadata.isEmpty() || ending.isPresent()) {
            session.refuse(opened.flow(), UNWANTED);
            return;
        }
        theirs.put(opened.flow(), metadata.get().stream());
        if (metadata.get().asTheyCome()) session.patience(opened.flow(), PATIENCE);
        if (metadata.get().stream() == 0 && control.isEmpty())
            control = OptionalLong.of(opened.flow());
    }

    private void message(long flow, ByteBuffer bytes, Consumer<Message> messages) {
        var stream = theirs.get(flow);
        if (stream == null || ending.isPresent()) return;
        try {
            var in = new WireReader(bytes, "RFC 7425 §5.2");
            int type = in.u8("type");
            int timestamp = in.i32("timestamp");
            MessageReader.read(
                    new RawMessage(type, stream, timestamp, in.rest()),
                    message -> take(message, messages));
        } catch (MalformedException e) {
            malformed++;
        }
    }

    /** What is between the two ends of the connection alone is answered here. */
    private void take(Message message, Consumer<Message> messages) {
        switch (message) {
            case Message.Unknown _,
                    Message.Acknowledgement _,
                    Message.WindowAcknowledgementSize _,
                    Message.SetPeerBandwidth _ -> {}
            case Message.Control(UserControl.PingRequest(int time)) ->
                    send(new Message.Control(new UserControl.PingResponse(time)));
            default -> messages.accept(message);
        }
    }

    /** Whoever ends the flow of the connection itself goes. */
    private void ended(long flow) {
        theirs.remove(flow);
        if (control.isPresent() && control.getAsLong() == flow)
            end(Ending.Reason.LEFT, "the peer goes");
    }

    private void refused(long flow) {
        ours.values().removeIf(refused -> refused.id() == flow);
    }

    private void over(SessionEvent.Why why) {
        switch (why) {
            case FAR_CLOSED -> end(Ending.Reason.LEFT, "the peer goes");
            case SILENT -> end(Ending.Reason.SILENT, "nothing heard any more");
            case CLOSED -> {}
        }
    }

    @Override
    public void send(Message message) {
        if (ending.isPresent()) return;
        write(MessageWriter.write(message), () -> {});
        if (queued() > settings.queued())
            end(Ending.Reason.UNREAD, "the peer does not read what it is sent");
    }

    @Override
    public boolean sendMedia(Message message, int size) {
        int queued = queued();
        if (ending.isPresent() || queued > 0 && queued + size > settings.queuedMedia()) {
            if (message instanceof Message.Video) pictures.dropped();
            return false;
        }
        var raw = MessageWriter.write(message);
        if (message instanceof Message.Video && !pictures.takes(Urgency.isDependent(raw)))
            return false;
        write(raw, message instanceof Message.Video ? pictures::dropped : () -> {});
        return true;
    }

    private void write(RawMessage raw, Runnable whenAbandoned) {
        var out = new WireWriter(HEADER + raw.body().remaining());
        out.u8(raw.type()).i32(raw.timestamp()).bytes(raw.body());
        ours.computeIfAbsent(new Kind(raw.stream(), Urgency.priority(raw)), this::open)
                .write(out.written(), Urgency.deadline(raw, now), whenAbandoned);
    }

    private SendFlow open(Kind kind) {
        return session.open(FlowMetadata.of(kind.stream()), control, kind.priority());
    }

    private int queued() {
        int queued = 0;
        for (var flow : ours.values()) queued += flow.queued();
        return queued;
    }

    @Override
    public void establish() {
        established = true;
    }

    @Override
    public void unused(int stream) {
        for (var kind : List.copyOf(ours.keySet())) {
            if (kind.stream() == stream) ours.remove(kind).close();
        }
    }

    /** Flows need no windows and no chunks. */
    @Override
    public void settle() {
        session.trust();
    }

    @Override
    public void welcome() {
        session.trust();
    }

    /** One datagram; empty if there is none. */
    @Override
    public ByteBuffer toSend(int most) {
        var datagram = session.toSend(now);
        datagram.ifPresent(sent -> to = sent.to());
        return datagram.map(Datagram::bytes).orElse(NOTHING);
    }

    @Override
    public boolean hasMore() {
        return session.hasMore();
    }

    @Override
    public OptionalLong nextDeadline() {
        var next = session.nextDeadline();
        if (established || ending.isPresent()) return next;
        return OptionalLong.of(Math.min(greetBy, next.orElse(greetBy)));
    }

    @Override
    public void expire(long now, Consumer<Message> messages) {
        this.now = now;
        if (!established && ending.isEmpty() && now - greetBy >= 0)
            end(Ending.Reason.TOO_SLOW, "not connected within " + settings.greeting());
        happened(session.expire(now), messages);
    }

    @Override
    public void end(Ending.Reason reason, String why) {
        if (ending.isPresent()) return;
        ending = Optional.of(new Ending(reason, why));
        session.close(now);
    }

    @Override
    public Optional<Ending> ending() {
        return ending;
    }

    @Override
    public int unfinished() {
        return session.held();
    }

    @Override
    public long malformed() {
        return malformed + session.malformed();
    }
}
