package org.ringdown.path;

import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.ringdown.media.Quality;
import org.ringdown.rtcp.RtcpParser;
import org.ringdown.rtcp.RtcpSession;
import org.ringdown.rtp.ReceiverStatistics;
import org.ringdown.rtp.RtpClock;
import org.ringdown.transport.Transport;
import org.ringdown.wire.MalformedException;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.Counted;
import org.ringdown.worker.DatagramHandler;
import org.ringdown.worker.Loop;

/**
 * Tells a far end how it is heard and what it should have heard, and takes in what it says of us. Reports are made here and end here: none is
 * ever passed on to a partner.
 */
public final class Reporter {
    /** How often it looks whether there is something to report about. */
    private static final long LOOK = TimeUnit.SECONDS.toNanos(1);

    private static final int LONGEST = 512;

    /** What losses are told in (RFC 3550 §6.4.1). */
    private static final int FRACTION = 256;

    private final Loop loop;
    private final RandomGenerator random;
    private final OutgoingStreams streams;
    private final Intake intake;
    private final Transport transport;
    private final Reports reports;
    private final Consumer<CaptureTime> captured;
    private final Alarm alarm;
    private final ByteBuffer buffer = ByteBuffer.allocate(LONGEST + DatagramHandler.TAIL);
    // One for each clock rate in use, as streams are.
    private final Map<OutgoingStream, RtcpSession> sessions = new IdentityHashMap<>(2);
    private RtcpSession session;
    private ReceiverStatistics heard;

    /** @param captured hears when the far end captured its sound */
    public Reporter(
            Loop loop,
            RandomGenerator random,
            OutgoingStreams streams,
            Intake intake,
            Transport transport,
            Reports reports,
            Consumer<CaptureTime> captured) {
        this.loop = loop;
        this.random = random;
        this.streams = streams;
        this.intake = intake;
        this.transport = transport;
        this.reports = reports;
        this.captured = captured;
        this.heard = intake.statistics();
        this.alarm = loop.alarm(this::onAlarm);
        alarm.set(loop.nanos() + LOOK);
    }

    /** Takes a compound packet of the far end. */
    public void received(ByteBuffer bytes, int offset, int length, long now) {
        try {
            var packets = RtcpParser.parse(bytes.slice(offset, length));
            for (var each : sessions.values()) each.receive(packets, now);
            reports.captured(packets, intake.ssrc(), now).ifPresent(captured);
        } catch (MalformedException _) {
            loop.counters().count(Counted.MALFORMED);
        }
    }

    /** How sound has travelled so far, both ways. */
    public Quality quality() {
        var far =
                streams.latest()
                        .flatMap(stream ->
                                Optional.ofNullable(sessions.get(stream))
                                        .flatMap(told -> far(told, stream.clockRate())));
        return new Quality(intake.statistics().jitterNanos(), far);
    }

    /** How many packets of a hundred the far end missed of late, by its last report. */
    public int farLoss() {
        return streams.latest()
                .flatMap(stream -> Optional.ofNullable(sessions.get(stream)))
                .flatMap(RtcpSession::farEnd)
                .map(block -> block.fractionLost() * 100 / FRACTION)
                .orElse(0);
    }

    private static Optional<Quality.Far> far(RtcpSession told, int clockRate) {
        return told.farEnd()
                .map(block ->
                        new Quality.Far(
                                block.lost(),
                                RtpClock.nanos(block.jitter(), clockRate),
                                told.roundTripNanos()));
    }

    public void close() {
        alarm.cancel();
    }

    private void onAlarm() {
        long now = loop.nanos();
        var latest = streams.latest();
        if (latest.isEmpty()) {
            alarm.set(now + LOOK);
            return;
        }
        var current =
                sessions.computeIfAbsent(
                        latest.get(), stream -> stream.reports(reports, random, now));
        follow(current);
        if (now - current.deadline() >= 0) report(current, now);
        alarm.set(current.deadline());
    }

    /** A source that the far end has begun anew is counted anew. */
    private void follow(RtcpSession current) {
        if (intake.statistics() == heard && current == session) return;
        heard = intake.statistics();
        session = current;
        current.source(intake.ssrc(), heard);
    }

    private void report(RtcpSession current, long now) {
        current.report(buffer.clear(), now);
        transport.sendRtcp(buffer, 0, buffer.position());
    }
}
