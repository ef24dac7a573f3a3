package org.ringdown.shard.entrance;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.time.Clock;
import org.ringdown.way.SipDoor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before the entrance: in a crowd those pass whom we know, and of strangers only so many. What is turned away is not read, not answered, not
 * noted anywhere.
 *
 * <p>By UDP anybody can forge an address, so what one source may ask is also what it may be sent: nobody gets floods of our answers. All
 * strangers together get a share of one core. A stream has a far end that is real; one that asks on and on and proves nothing is closed.
 */
final class Turnstile implements SipDoor {
    private static final Logger log = LoggerFactory.getLogger(Turnstile.class);
    private static final long BETWEEN_WARNINGS = Duration.ofSeconds(10).toNanos();

    /** Phones of one office, behind one address, that all come at once after its power was out. */
    private static final int OF_ONE_AT_ONCE = 400;

    private static final int OF_ONE_A_SECOND = 50;
    private static final int SOURCES = 1 << 14;
    private static final int DATAGRAMS_A_SECOND = 2_000;

    private final SipDoor door;
    private final Acquaintances known;
    private final Waiting waiting;
    private final Clock clock;
    private final SourceRates byDatagram;
    private final SourceRates byStream;
    private final SourceRates together;
    private final LongAdder turnedAway = new LongAdder();
    private final AtomicLong warned;

    Turnstile(SipDoor door, Acquaintances known, Waiting waiting, Clock clock) {
        long now = clock.nanos();
        this.door = door;
        this.known = known;
        this.waiting = waiting;
        this.clock = clock;
        this.byDatagram = ofOne(now);
        this.byStream = ofOne(now);
        this.together = new SourceRates(1, DATAGRAMS_A_SECOND, DATAGRAMS_A_SECOND, 0, now);
        this.warned = new AtomicLong(now - BETWEEN_WARNINGS);
    }

    /** Seeded by the moment, which nobody outside knows to the nanosecond. */
    private static SourceRates ofOne(long now) {
        return new SourceRates(SOURCES, OF_ONE_AT_ONCE, OF_ONE_A_SECOND, now, now);
    }

    @Override
    public void datagram(ByteBuffer datagram, Flow from) {
        if (known.includes(from) ? waiting.hasRoom() : admits(from)) door.datagram(datagram, from);
        else turnAway();
    }

    private boolean admits(Flow stranger) {
        long now = clock.nanos();
        return waiting.hasRoomForStrangers()
                && byDatagram.take(source(stranger), now)
                && together.take(source(stranger), now);
    }

    @Override
    public boolean message(SipMessage message, Flow from) {
        boolean stranger = !known.includes(from);
        if (stranger && !byStream.take(source(from), clock.nanos())) {
            turnAway();
            return false;
        }
        if (stranger ? waiting.hasRoomForStrangers() : waiting.hasRoom())
            return door.message(message, from);
        turnAway();
        return true;
    }

    @Override
    public void closed(Flow flow) {
        known.forget(flow);
        door.closed(flow);
    }

    private static InetAddress source(Flow flow) {
        return flow.remote().getAddress();
    }

    private void turnAway() {
        turnedAway.increment();
        long now = clock.nanos();
        long last = warned.get();
        if (now - last >= BETWEEN_WARNINGS && warned.compareAndSet(last, now))
            log.warn(
                    "more SIP comes in than is taken from strangers: {} messages turned away so far",
                    turnedAway.sum());
    }
}
