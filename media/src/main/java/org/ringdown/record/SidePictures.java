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
    private final Queue<TapRing> rings = new ConcurrentLinkedQueue<>();
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

    /** Another leg speaks for this side from now on, by a ring that sees. From anywhere. */
    void next(TapRing ring) {
        rings.add(ring);
    }

    /** Hands on all that came by then. */
    void writeUntil(long time) throws IOException {
        for (var tap = tap(); tap.isPresent() && packets(tap.get()).hasUntil(time); tap = tap())
            take(tap.get());
        if (failure.isPresent()) throw failure.get();
    }

    private Optional<TapRing> tap() {
        while (rings.size() > 1 && packets(rings.element()).isEmpty()) rings.remove();
        return Optional.ofNullable(rings.peek());
    }

    private static PacketRing<List<Format>> packets(TapRing tap) {
        return tap.pictures().orElseThrow();
    }

    private void take(TapRing tap) {
        var packets = packets(tap);
        var bytes = packets.first();
        if (packet.wrap(bytes, 0, bytes.limit())) accept(packets);
        if (sink.wantsKeyframe(codec, packets.time() - from)) tap.wantKeyframe();
        packets.take();
    }

    private void accept(PacketRing<List<Format>> packets) {
        for (var format : packets.kind()) {
            if (format.payloadType() != packet.payloadType()) continue;
            if (assembler.isEmpty() || !format.codec().equals(codec)) begin(format.codec());
            assembler.orElseThrow().accept(packet, packets.time());
            return;
        }
    }

    private void begin(Codec shown) {
        codec = shown;
        assembler = Optional.of(new PictureAssembler(shown, new Pictures()));
    }

    /** Whoever sees the call asks for keyframes that are missing; who is here takes what comes. */
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
