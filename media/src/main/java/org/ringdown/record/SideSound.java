package org.ringdown.record;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.ringdown.jitter.Playout;
import org.ringdown.media.Format;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.worker.PacketRing;

/** What one side said, as sound without gaps, whichever legs have carried it one after another. */
final class SideSound implements AutoCloseable {
    private final int sampleRate;
    private final RandomGenerator random;
    private final Queue<PacketRing<List<Format>>> rings = new ConcurrentLinkedQueue<>();
    private final RtpPacket packet = new RtpPacket();
    private List<Format> formats = List.of();
    private Optional<Playout> playout = Optional.empty();
    private long lost;

    SideSound(int sampleRate, RandomGenerator random) {
        this.sampleRate = sampleRate;
        this.random = random;
    }

    /** Another leg speaks for this side from now on. From anywhere. */
    void next(PacketRing<List<Format>> ring) {
        rings.add(ring);
    }

    /** The 20 ms that were heard at {@code time}; silence where nothing was. */
    void frame(short[] to, long time) {
        for (var ring = ring(); ring.isPresent() && ring.get().hasUntil(time); ring = ring())
            decode(ring.get());
        if (playout.isEmpty() || !playout.get().frame(to, time)) Arrays.fill(to, (short) 0);
    }

    /** The oldest that has something, or the one of the leg that speaks now. */
    private Optional<PacketRing<List<Format>>> ring() {
        while (rings.size() > 1 && rings.element().isEmpty()) lost += rings.remove().lost();
        return Optional.ofNullable(rings.peek());
    }

    private void decode(PacketRing<List<Format>> ring) {
        agree(ring.kind());
        var bytes = ring.first();
        if (packet.wrap(bytes, 0, bytes.limit()) && playout.isPresent())
            playout.get().accept(packet, ring.time());
        ring.take();
    }

    private void agree(List<Format> agreed) {
        if (agreed.equals(formats)) return;
        close();
        formats = agreed;
        playout = Optional.of(new Playout(agreed, sampleRate, random));
    }

    /** Packets that were lost on their way here. */
    long lost() {
        long sum = lost;
        for (var ring : rings) sum += ring.lost();
        return sum;
    }

    @Override
    public void close() {
        playout.ifPresent(Playout::close);
        playout = Optional.empty();
    }
}
