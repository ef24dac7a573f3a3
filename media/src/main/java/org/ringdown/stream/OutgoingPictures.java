package org.ringdown.stream;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.ringdown.media.Codec;
import org.ringdown.media.StreamMessage;
import org.ringdown.media.StreamMessage.Kind;
import org.ringdown.rtmp.flv.FourCc;
import org.ringdown.rtmp.flv.VideoTag;
import org.ringdown.rtmp.flv.VideoTag.Frame;
import org.ringdown.rtp.H264Unpacker;
import org.ringdown.rtp.PictureUnpacker;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.video.PictureAssembler;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Signal;

/**
 * Pictures for a client, on their way from packets to messages. On a thread of the edge.
 *
 * <p>A client that does not keep up loses pictures, and goes on with one that stands alone.
 */
public final class OutgoingPictures {
    static final int CLOCK = 90000;

    /** What has waited longer for a slow client goes, and all until the next that stands alone. */
    private static final long OLDEST = TimeUnit.SECONDS.toNanos(1);

    private final StreamPipe pipe;
    private final StreamPipe sound;
    private final Signal keyframeWanted;
    private final RtpPacket packet = new RtpPacket();
    private final Queue<StreamMessage> ready = new ArrayDeque<>();
    private Optional<PictureAssembler> assembler = Optional.empty();
    private Codec codec = FrameCutter.NO_CODEC;
    private ByteBuffer configuration = ByteBuffer.allocate(0);
    private int ssrc;

    /** @param keyframeWanted has the worker ask whoever is seen for a picture that stands alone */
    public OutgoingPictures(StreamPipe pipe, StreamPipe sound, Signal keyframeWanted) {
        this.pipe = pipe;
        this.sound = sound;
        this.keyframeWanted = keyframeWanted;
    }

    /** The next message, if one is whole. */
    Optional<StreamMessage> take(PlayClock clock, long now) {
        var ring = pipe.out();
        while (ring.hasUntil(now - OLDEST)) {
            ring.take();
            pipe.counters().count(Counted.NOT_SENT);
        }
        while (ready.isEmpty() && !ring.isEmpty()) {
            var bytes = ring.first();
            if (packet.wrap(bytes, 0, bytes.limit()))
                accept(ring.kind().codec(), clock, ring.time());
            ring.take();
        }
        return Optional.ofNullable(ready.poll());
    }

    private void accept(Codec shown, PlayClock clock, long sent) {
        if (!shown.equals(codec)) begin(shown, clock);
        ssrc = packet.ssrc();
        assembler.ifPresent(present -> present.accept(packet, sent));
    }

    private void begin(Codec shown, PlayClock clock) {
        codec = shown;
        configuration = ByteBuffer.allocate(0);
        boolean known = shown.equals(Codec.H264) || shown.equals(Codec.VP8);
        assembler =
                known
                        ? Optional.of(new PictureAssembler(shown, new Pictures(clock)))
                        : Optional.empty();
    }

    private final class Pictures implements PictureAssembler.Outlet {
        private final PlayClock clock;

        Pictures(PlayClock clock) {
            this.clock = clock;
        }

        @Override
        public void picture(PictureUnpacker unpacked, int timestamp, long cameAt) {
            var heard = sound.reported().get();
            var seen = pipe.reported().get();
            int millis = clock.picture(ssrc, timestamp, cameAt, heard, seen);
            var frame = unpacked.isKeyframe() ? Frame.KEY : Frame.INTER;
            if (unpacked instanceof H264Unpacker h264) h264(h264, frame, millis);
            else ready(millis, new VideoTag.Coded(frame, FourCc.VP8, 0, unpacked.picture()));
        }

        @Override
        public void keyframeWanted() {
            keyframeWanted.raise();
        }
    }

    private void h264(H264Unpacker unpacked, Frame frame, int millis) {
        if (unpacked.isKeyframe()) configure(ByteBuffer.wrap(unpacked.configuration()), millis);
        ready(millis, new VideoTag.Avc(frame, 0, unpacked.picture()));
    }

    private void configure(ByteBuffer said, int millis) {
        if (said.equals(configuration)) return;
        configuration = said;
        ready(millis, new VideoTag.AvcStart(said.duplicate()));
    }

    private void ready(int millis, VideoTag tag) {
        ready.add(new StreamMessage(Kind.PICTURE, millis, tag.body()));
    }
}
