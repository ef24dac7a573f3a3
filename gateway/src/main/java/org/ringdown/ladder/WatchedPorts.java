package org.ringdown.ladder;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.ringdown.call.CallPlaced;
import org.ringdown.call.CallRecord;
import org.ringdown.call.CallRecords;
import org.ringdown.call.CallState;
import org.ringdown.call.Opinion;
import org.ringdown.journal.Journal;
import org.ringdown.ladder.Step.Way;
import org.ringdown.media.StreamMedia;
import org.ringdown.page.FromPage;
import org.ringdown.page.PageConnection;
import org.ringdown.page.PageDoor;
import org.ringdown.page.ToPage;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.locate.Hop;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.way.SipDoor;
import org.ringdown.way.SipTransport;

/** The gateway's ports with somebody standing at each of them. */
final class WatchedPorts {
    private final LongSupplier nanos;
    private final Consumer<Note> notes;
    private final AtomicLong pages = new AtomicLong();

    WatchedPorts(LongSupplier nanos, Consumer<Note> notes) {
        this.nanos = nanos;
        this.notes = notes;
    }

    private void sip(Way way, Flow flow, byte[] message) {
        notes.accept(new Note.Sip(nanos.getAsLong(), way, flow, message));
    }

    private static byte[] copy(ByteBuffer message) {
        var bytes = new byte[message.remaining()];
        message.get(message.position(), bytes);
        return bytes;
    }

    SipTransport watch(SipTransport transport) {
        return new SipTransport() {
            @Override
            public void send(Flow flow, ByteBuffer message, Runnable failed) {
                sip(Way.OUT, flow, copy(message));
                transport.send(flow, message, failed);
            }

            @Override
            public void locate(SipUri target, Consumer<List<Hop>> found) {
                transport.locate(
                        target,
                        hops -> {
                            if (hops.isEmpty()) noName(target.host());
                            found.accept(hops);
                        });
            }

            @Override
            public void connect(Hop hop, Consumer<Optional<Flow>> connected) {
                transport.connect(
                        hop,
                        flow -> {
                            if (flow.isEmpty()) noConnection(hop);
                            connected.accept(flow);
                        });
            }

            @Override
            public void reconnect(Flow broken, SipUri target, Consumer<Optional<Flow>> connected) {
                transport.reconnect(broken, target, connected);
            }

            @Override
            public boolean isOpen(Flow flow) {
                return transport.isOpen(flow);
            }

            @Override
            public String sentBy(Flow flow) {
                return transport.sentBy(flow);
            }
        };
    }

    private void noName(String host) {
        String why = "the name " + host + " leads nowhere";
        var nowhere = new InetSocketAddress(0);
        notes.accept(new Note.NoWay(nanos.getAsLong(), host, nowhere, why));
    }

    private void noConnection(Hop hop) {
        String why =
                "no "
                        + hop.transport()
                        + " connection to "
                        + hop.host()
                        + " at "
                        + MediaLog.text(hop.address());
        notes.accept(new Note.NoWay(nanos.getAsLong(), hop.host(), hop.address(), why));
    }

    SipDoor watch(SipDoor door) {
        return new SipDoor() {
            @Override
            public void datagram(ByteBuffer datagram, Flow from) {
                sip(Way.IN, from, copy(datagram));
                door.datagram(datagram, from);
            }

            @Override
            public boolean message(SipMessage message, Flow from) {
                boolean readable = !(message instanceof SipRequest request) || request.isWritable();
                if (readable) sip(Way.IN, from, message.toBytes());
                return door.message(message, from);
            }

            @Override
            public void closed(Flow flow) {
                door.closed(flow);
            }
        };
    }

    PageDoor watch(PageDoor door) {
        return (connection, origin, address) -> {
            long page = pages.incrementAndGet();
            return session(page, door.opened(connection(page, connection), origin, address));
        };
    }

    private PageConnection connection(long page, PageConnection connection) {
        return new PageConnection() {
            @Override
            public void send(ToPage message) {
                notes.accept(new Note.Told(nanos.getAsLong(), page, message));
                connection.send(message);
            }

            @Override
            public void close(int code, String reason) {
                connection.close(code, reason);
            }

            @Override
            public void opened(String m, StreamMedia media) {
                connection.opened(m, media);
            }

            @Override
            public void waiting(String m) {
                connection.waiting(m);
            }
        };
    }

    private PageDoor.PageSession session(long page, PageDoor.PageSession session) {
        return new PageDoor.PageSession() {
            @Override
            public void received(FromPage message) {
                notes.accept(new Note.Said(nanos.getAsLong(), page, message));
                session.received(message);
            }

            @Override
            public void closed() {
                notes.accept(new Note.PageGone(page));
                session.closed();
            }
        };
    }

    Journal watch(Journal journal) {
        return new Journal() {
            @Override
            public void append(String id, long epoch, Object state) {
                if (state instanceof CallState call)
                    notes.accept(new Note.Changed(nanos.getAsLong(), id, call));
                journal.append(id, epoch, state);
            }

            @Override
            public void forget(String id) {
                journal.forget(id);
            }
        };
    }

    CallRecords watch(CallRecords records) {
        return new CallRecords() {
            @Override
            public void placed(CallPlaced call) {
                notes.accept(new Note.Placed(nanos.getAsLong(), call));
                records.placed(call);
            }

            @Override
            public void ended(CallRecord call) {
                // Whoever keeps records has heard of the end before the ladders say that it is
                // settled.
                records.ended(call);
                notes.accept(new Note.Over(nanos.getAsLong(), call));
            }

            @Override
            public void rated(Opinion opinion) {
                records.rated(opinion);
            }
        };
    }
}
