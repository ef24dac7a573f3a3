package org.ringdown.record;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.rtp.PictureUnpacker;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.video.PictureAssembler;
import org.ringdown.worker.PacketRing;

/** What one side showed, picture by picture, whichever legs have carried it one after another. */
final class SidePictures {
    private static final long MILLISECOND = 1_000_000;

    private final PictureSink sink;
    private final long from;
    private final Queue<PacketRing<List<Format>>> rings = new ConcurrentLinkedQueue<>();
    private final RtpPacket packet = new RtpPacket();
    private Optional<PictureAssembler> assembler = Optional.empty();
    private Codec codec = Codec.VP8;
    private long newest = -MILLISECOND;
    private Optional<IOException> failure = Optional.empty();

    /** @param from when the file begins */
    SidePictures(PictureSink sink, long from) {
        this.sink = sink;
        this.from = from;
    }

    /** Another leg speaks for this side from now on. From anywhere. */
    void next(PacketRing<List<Format>> ring) {
        rings.add(ring);
    }

    /** Hands on all that came by then. */
    void writeUntil(long time) throws IOException {
        for (var ring = ring(); ring.isPresent() && ring.get().hasUntil(time); ring = ring())
            take(ring.get());
        if (failure.isPresent()) throw failure.get();
    }

    private Optional<PacketRing<List<Format>>> ring() {
        while (rings.size() > 1 && rings.element().isEmpty()) rings.remove();
        return Optional.ofNullable(rings.peek());
    }

    private void take(PacketRing<List<Format>> ring) {
        var bytes = ring.first();
        if (packet.wrap(bytes, 0, bytes.limit())) accept(ring);
        ring.take();
    }

    private void accept(PacketRing<List<Format>> ring) {
        for (var format : ring.kind()) {
            if (format.payloadType() != packet.payloadType()) continue;
            if (assembler.isEmpty() || !format.codec().equals(codec)) begin(format.codec());
            assembler.orElseThrow().accept(packet, ring.time());
            return;
        }
    }

    private void begin(Codec shown) {
        codec = shown;
        assembler = Optional.of(new PictureAssembler(shown, new Pictures()));
    }

    /** Whoever sees the call asks for keyframes; a recording takes what comes. */
    private final class Pictures implements PictureAssembler.Outlet {
        @Override
        public void picture(PictureUnpacker unpacked, int timestamp, long cameAt) {
            try {
                newest = Math.max(newest + MILLISECOND, cameAt - from); // one after the other
                sink.picture(codec, unpacked, newest);
            } catch (IOException e) {
                failure = Optional.of(e);
            }
        }

        @Override
        public void keyframeWanted() {}
    }
}
