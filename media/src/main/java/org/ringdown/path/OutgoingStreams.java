package org.ringdown.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.rtp.EgressRewriter;

/**
 * Our streams toward one far end: one for each clock rate that was needed, because timestamps cannot change theirs midway (RFC 7160 §4.1).
 *
 * <p>Coming back to a clock rate goes on with its stream, so that there are never more of them than codecs were agreed.
 *
 * <p>A page has one for all clock rates: browsers hear no SSRC but the one that their answer names.
 */
public final class OutgoingStreams {
    private static final int FIRST_SEQUENCES = 1 << 15;

    private final RandomGenerator random;
    private final int firstSsrc;
    private final boolean only;
    private final List<OutgoingStream> streams = new ArrayList<>(2);
    private OutgoingStream latest;

    /** {@code firstSsrc} is that of the first stream, whatever its clock rate; the others get random ones. */
    public OutgoingStreams(RandomGenerator random, int firstSsrc) {
        this(random, firstSsrc, false);
    }

    private OutgoingStreams(RandomGenerator random, int firstSsrc, boolean only) {
        this.random = random;
        this.firstSsrc = firstSsrc;
        this.only = only;
    }

    /** One for all clock rates. */
    public static OutgoingStreams of(RandomGenerator random, int ssrc) {
        return new OutgoingStreams(random, ssrc, true);
    }

    OutgoingStream at(int clockRate) {
        if (latest != null && latest.clockRate() == clockRate) return latest;
        if (only && latest != null) latest.goOnAt(clockRate);
        else latest = find(clockRate);
        return latest;
    }

    private OutgoingStream find(int clockRate) {
        for (var stream : streams) {
            if (stream.clockRate() == clockRate) return stream;
        }
        int ssrc = streams.isEmpty() ? firstSsrc : random.nextInt();
        var rewriter =
                EgressRewriter.audio(
                        clockRate, ssrc, random.nextInt(FIRST_SEQUENCES), random.nextInt());
        var stream = new OutgoingStream(rewriter);
        streams.add(stream);
        return stream;
    }

    /** The one that was written to last; nothing before the first packet. */
    Optional<OutgoingStream> latest() {
        return Optional.ofNullable(latest);
    }

    void skip(long source, int sequence) {
        if (latest != null) latest.skip(source, sequence);
    }

    void captured(long source, int timestamp, long nanos) {
        if (latest != null) latest.captured(source, timestamp, nanos);
    }

    /** Where a key goes: into the stream of sound that it belongs to. */
    OutgoingStream latestOr(int clockRate) {
        return latest == null ? at(clockRate) : latest;
    }
}
