package org.ringdown.video;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.ringdown.media.Codec;
import org.ringdown.path.RtpSink;
import org.ringdown.rtp.H264Packer;
import org.ringdown.rtp.PicturePacker;
import org.ringdown.rtp.PictureUnpacker;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.rtp.Vp8Packer;
import org.ringdown.worker.DatagramHandler;
import org.ringdown.worker.Loop;
import org.ringdown.worker.Ring;
import org.ringdown.worker.Signal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of pictures that is decoded and encoded anew, on a thread of the {@link PictureMill}.
 *
 * <pre>
 * the partner's packets -> ring -> assembler -> converter -> packer -> ring -> the leg that sees them
 * </pre>
 *
 * <p>Each ring loses its oldest packet where it is full. Of the pictures that came while one was encoded all are decoded, and the newest alone is
 * encoded.
 */
public final class PictureConversion implements AutoCloseable {
    /** Who sees what comes out, on its own loop. */
    interface Outlet extends RtpSink {
        /** Only a keyframe of the source helps. */
        void keyframeWanted();
    }

    private static final Logger LOG = LoggerFactory.getLogger(PictureConversion.class);
    private static final int PACKETS = 512;
    private static final int LONGEST = 1536;

    /** A source is not asked more often. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(300);

    private final Loop loop;
    private final Outlet outlet;
    private final Supplier<PictureConverter> opener;
    private final Ring<PictureConversion> in;
    private final Ring<PictureConversion> out;
    private final Signal wants;
    private final PictureAssembler assembler;
    private final PicturePacker packer;
    private final RtpPacket coming = new RtpPacket();
    private final RtpPacket going = new RtpPacket();
    private final ByteBuffer packet = ByteBuffer.allocate(LONGEST + DatagramHandler.TAIL);
    private final Runnable wake;

    private volatile boolean pending;
    private volatile boolean closed;
    private volatile boolean keyframe = true;
    private volatile long bitrate = Long.MAX_VALUE;

    // The mill's.
    private PictureConverter converter;
    private boolean over;
    private boolean decoded;
    private int sequence;
    private int stamp;
    private long askedAt;
    private boolean asked;

    PictureConversion(
            Codec from,
            Codec to,
            Supplier<PictureConverter> opener,
            Loop loop,
            Outlet outlet,
            Runnable wake) {
        this.loop = loop;
        this.outlet = outlet;
        this.opener = opener;
        this.wake = wake;
        this.converter = NOTHING;
        this.in = new Ring<>(PACKETS, LONGEST, this::raise);
        this.out = new Ring<>(PACKETS, LONGEST, loop.signal(this::arrived));
        this.wants = loop.signal(outlet::keyframeWanted);
        this.assembler = new PictureAssembler(from, new Pictures());
        this.packer =
                to.equals(Codec.VP8) ? new Vp8Packer() : new H264Packer(to.equals(Codec.H264));
    }

    // On the worker of whoever sees them.

    /** A packet of the source. It is copied. */
    void accept(RtpPacket spoken) {
        var buffer = spoken.buffer();
        int limit = buffer.limit();
        int position = buffer.position();
        buffer.limit(spoken.offset() + spoken.length()).position(spoken.offset());
        in.put(this, buffer);
        buffer.limit(limit).position(position);
    }

    /** The next picture is to stand alone. */
    void wantKeyframe() {
        keyframe = true;
    }

    /** No more bits a second than that from now on. */
    void limit(long most) {
        bitrate = most;
    }

    private void arrived() {
        out.drain((_, bytes) -> {
            if (!closed && going.wrap(bytes, 0, bytes.remaining()))
                outlet.accept(going, loop.nanos());
        });
    }

    @Override
    public void close() {
        closed = true;
        raise();
    }

    private void raise() {
        pending = true;
        wake.run();
    }

    // On a thread of the mill.

    /** Does what there is to do; false where there is nothing. */
    boolean turn() {
        if (!pending) return false;
        pending = false;
        if (closed) {
            end();
            return true;
        }
        try {
            convert();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("Pictures of a call cannot be converted any more", e);
            end();
        }
        return true;
    }

    boolean isOver() {
        return over;
    }

    void end() {
        if (over) return;
        over = true;
        converter.close();
        converter = NOTHING;
    }

    private void convert() {
        if (converter == NOTHING) converter = opener.get();
        in.drain((_, bytes) -> {
            if (coming.wrap(bytes, 0, bytes.remaining())) assembler.accept(coming, loop.nanos());
        });
        if (!decoded) return;
        decoded = false;
        boolean alone = keyframe;
        var picture = converter.encode(alone, bitrate);
        if (!picture.hasRemaining()) return;
        if (alone) keyframe = false;
        stamp = converter.timestamp();
        packer.pack(picture, this::send);
    }

    private void send(ByteBuffer payload, boolean last) {
        int length = payload.remaining();
        RtpWriter.header(packet.clear(), 0, 0, last, sequence, stamp, 0);
        sequence = sequence + 1 & 0xffff;
        packet.put(RtpPacket.HEADER, payload, payload.position(), length);
        out.put(this, packet.limit(RtpPacket.HEADER + length));
    }

    private final class Pictures implements PictureAssembler.Outlet {
        @Override
        public void picture(PictureUnpacker unpacked, int timestamp, long cameAt) {
            if (converter.decode(unpacked.picture(), timestamp)) decoded = true;
            else assembler.damaged();
        }

        @Override
        public void keyframeWanted() {
            long now = loop.nanos();
            if (asked && now - askedAt < PAUSE) return;
            asked = true;
            askedAt = now;
            wants.raise();
        }
    }

    private static final PictureConverter NOTHING =
            new PictureConverter() {
                @Override
                public boolean decode(ByteBuffer picture, int timestamp) {
                    return false;
                }

                @Override
                public ByteBuffer encode(boolean keyframe, long bitrate) {
                    return ByteBuffer.allocate(0);
                }

                @Override
                public int timestamp() {
                    return 0;
                }

                @Override
                public void close() {}
            };
}
