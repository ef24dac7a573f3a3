package org.ringdown.rtmfp.session;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ringdown.rtmfp.packet.Chunk;
import org.ringdown.rtmfp.packet.Chunk.Part;
import org.ringdown.rtmfp.packet.Option;
import org.ringdown.rtmfp.packet.Vlu;
import org.ringdown.wire.WireWriter;

/** A flow of ours: messages become fragments, which are sent until they arrive or nobody wants them any more (RFC 7016 §3.6.2). */
public final class SendFlow {
    private static final int METADATA = 0x00;
    private static final int ANSWERS = 0x0a;

    /** Bytes of a fragment, so that one fits a packet with all that surrounds it. */
    private static final int LONGEST = 1024;

    private static final int HEADER =
            3 + 1 + 3 * 8; // type, length, flags, three numbers at their longest
    private static final int OVERTAKEN = 3; // as often is lost (RFC 7016 §3.6.2.5)
    private static final long FIRST_ROOM =
            65_536; // until the peer says how much it has (RFC 7016 §3.6.2.1)

    private final long id;
    private final Priority priority;
    private final Congestion congestion;
    private final List<Option> options;
    private final int optionsSize;
    private final Deque<Outgoing> queue = new ArrayDeque<>();
    private final TreeMap<Long, Fragment> unacknowledged = new TreeMap<>();
    private final Deque<Fragment> lost = new ArrayDeque<>();
    private long sequence;
    private int queued;
    private long inFlight;
    private long room = FIRST_ROOM;
    private boolean known;
    private boolean closed;
    private boolean lastSent;

    SendFlow(
            long id,
            ByteBuffer metadata,
            OptionalLong answers,
            Priority priority,
            Congestion congestion) {
        this.id = id;
        this.priority = priority;
        this.congestion = congestion;
        var options = new ArrayList<Option>();
        options.add(new Option(METADATA, metadata));
        answers.ifPresent(flow ->
                options.add(new Option(ANSWERS, Vlu.write(new WireWriter(), flow).written())));
        this.options = List.copyOf(options);
        this.optionsSize = Option.writeAll(options).remaining() + 1;
    }

    public long id() {
        return id;
    }

    Priority priority() {
        return priority;
    }

    /** Bytes that wait and were not sent once. */
    public int queued() {
        return queued;
    }

    /**
     * @param bytes which must not change until they have arrived
     * @param deadline after which nobody wants it any more, in the session's time
     * @param whenAbandoned is called once if it does not arrive as a whole
     */
    public void write(ByteBuffer bytes, long deadline, Runnable whenAbandoned) {
        if (closed || !bytes.hasRemaining()) return;
        queue.add(new Outgoing(bytes, deadline, whenAbandoned));
        queued += bytes.remaining();
    }

    /** After what was written comes nothing. */
    public void close() {
        closed = true;
    }

    /** The peer does not want it. */
    void refused() {
        closed = true;
        lastSent = true;
        queue.clear();
        queued = 0;
        forgetAll();
    }

    private void forgetAll() {
        for (var fragment : unacknowledged.values()) {
            if (fragment.isInFlight()) congestion.forgotten(fragment.size());
        }
        unacknowledged.clear();
        lost.clear();
        inFlight = 0;
    }

    /** Whether nothing is left to be done. */
    boolean isDone() {
        return closed && lastSent && unacknowledged.isEmpty();
    }

    /** Whether something is to be sent, were there room. */
    boolean hasMore() {
        return !lost.isEmpty() || !queue.isEmpty() || closed && !lastSent;
    }

    /** Whether it waits for the peer to have room, and nothing will tell when. */
    boolean isStuck() {
        return room == 0 && inFlight == 0 && hasMore();
    }

    /**
     * The next fragment that is to be sent and fits.
     *
     * @param space of the packet that is left
     * @param packet that it goes in
     */
    Optional<Chunk.UserData> next(int space, long packet, long now) {
        var fragment = again(space, now).or(() -> fresh(space, now));
        fragment.ifPresent(sent -> account(sent, packet));
        return fragment.map(this::chunk);
    }

    private Optional<Fragment> again(int space, long now) {
        while (!lost.isEmpty() && !unacknowledged.containsKey(lost.getFirst().sequence))
            lost.removeFirst();
        if (lost.isEmpty()) return Optional.empty();
        lost.getFirst().ageBy(now);
        return fits(lost.getFirst().data().remaining(), space)
                ? Optional.of(lost.removeFirst())
                : Optional.empty();
    }

    private Optional<Fragment> fresh(int space, long now) {
        if (!lost.isEmpty()) return Optional.empty();
        dropLate(now);
        if (queue.isEmpty()) return closed && !lastSent ? end(space) : Optional.empty();
        var message = queue.getFirst();
        if (message.isTooLate(now)) return Optional.of(giveUp(message));
        int size = Math.min(LONGEST, message.remaining());
        if (!fits(size, space) || inFlight > 0 && inFlight + size > room || room == 0)
            return Optional.empty();
        return Optional.of(cut(message, size));
    }

    private void dropLate(long now) {
        while (!queue.isEmpty() && queue.getFirst().isTooLate(now) && !queue.getFirst().isBegun()) {
            var late = queue.removeFirst();
            queued -= late.remaining();
            late.abandoned();
        }
    }

    /** The peer has some of it: that the rest does not come it has to be told. */
    private Fragment giveUp(Outgoing message) {
        queue.removeFirst();
        queued -= message.remaining();
        var fragment = new Fragment(++sequence, Part.END, false, message, ByteBuffer.allocate(0));
        fragment.abandon();
        return fragment;
    }

    private Fragment cut(Outgoing message, int size) {
        boolean begins = !message.isBegun();
        var data = message.take(size);
        queued -= size;
        boolean ends = message.remaining() == 0;
        if (ends) queue.removeFirst();
        var part = begins ? ends ? Part.WHOLE : Part.BEGIN : ends ? Part.END : Part.MIDDLE;
        lastSent = closed && queue.isEmpty();
        return new Fragment(++sequence, part, lastSent, message, data);
    }

    /** Nothing is left that could say that it is the last. */
    private Optional<Fragment> end(int space) {
        if (!fits(0, space)) return Optional.empty();
        lastSent = true;
        var nothing = new Outgoing(ByteBuffer.allocate(0), Long.MAX_VALUE, () -> {});
        var fragment = new Fragment(++sequence, Part.WHOLE, true, nothing, ByteBuffer.allocate(0));
        fragment.abandon();
        return Optional.of(fragment);
    }

    private boolean fits(int size, int space) {
        return HEADER + (known ? 0 : optionsSize) + size <= space;
    }

    private void account(Fragment fragment, long packet) {
        int size = HEADER + fragment.data().remaining();
        fragment.sent(packet, size);
        unacknowledged.put(fragment.sequence, fragment);
        congestion.sent(size);
        inFlight += size;
    }

    private Chunk.UserData chunk(Fragment fragment) {
        return new Chunk.UserData(
                id,
                fragment.sequence,
                forward(fragment),
                fragment.part,
                fragment.isAbandoned(),
                fragment.last,
                known ? List.of() : options,
                fragment.data());
    }

    /** Up to where nothing is sent again. */
    private long forward(Fragment sent) {
        for (var fragment : unacknowledged.values()) {
            if (!fragment.isAbandoned()) return Math.min(sent.sequence, fragment.sequence - 1);
            if (fragment == sent) return sent.sequence;
        }
        return sent.sequence;
    }

    /**
     * What of it has arrived.
     *
     * @return whether anything was news
     */
    boolean acknowledged(Chunk.Acknowledgement told, long lastPacket, long now) {
        known = true;
        room = told.buffer();
        long newest = arrived(unacknowledged.headMap(told.cumulative(), true), now);
        for (var range : told.ranges()) {
            if (unacknowledged.isEmpty() || range.from() > unacknowledged.lastKey()) break;
            newest =
                    Math.max(
                            newest,
                            arrived(
                                    unacknowledged.subMap(range.from(), true, range.to(), true),
                                    now));
        }
        if (newest >= 0) overtaken(newest, lastPacket, now);
        return newest >= 0;
    }

    /** Which of the packets that they went in was sent last; -1 if there are none. */
    private long arrived(SortedMap<Long, Fragment> these, long now) {
        long newest = -1;
        for (var fragment : these.values()) {
            newest = Math.max(newest, fragment.packet());
            if (fragment.isInFlight()) {
                congestion.arrived(fragment.size(), fragment.packet(), now);
                inFlight -= fragment.size();
            }
        }
        these.clear();
        return newest;
    }

    private void overtaken(long newest, long lastPacket, long now) {
        for (var fragment : unacknowledged.values()) {
            if (!fragment.isInFlight() || fragment.packet() >= newest) continue;
            if (fragment.overtaken() < OVERTAKEN) continue;
            congestion.lost(fragment.packet(), lastPacket, now);
            lose(fragment);
        }
    }

    /** Nothing is heard any more: all that was sent is to be sent again. */
    void timedOut() {
        for (var fragment : unacknowledged.values()) if (fragment.isInFlight()) lose(fragment);
    }

    private void lose(Fragment fragment) {
        congestion.forgotten(fragment.size());
        inFlight -= fragment.size();
        fragment.lost();
        lost.add(fragment);
    }
}
