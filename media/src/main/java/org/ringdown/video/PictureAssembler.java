package org.ringdown.video;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.ringdown.media.Codec;
import org.ringdown.rtp.H264Unpacker;
import org.ringdown.rtp.PictureUnpacker;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.Vp8Unpacker;

/**
 * Whole pictures out of packets that come late, in another order, or not at all.
 *
 * <p>Packets that are missing may still be sent anew: the others wait for them, and after a while go on without. What follows a loss is no use
 * until a keyframe comes. One thread uses it; it is not one of the media path.
 */
public final class PictureAssembler {
    /** What becomes of the pictures. */
    public interface Outlet {
        /**
         * A picture that can be decoded.
         *
         * @param unpacked until this returns
         * @param cameAt when the first of it came
         */
        void picture(PictureUnpacker unpacked, int timestamp, long cameAt);

        /** Nothing that comes can be decoded. */
        void keyframeWanted();
    }

    private static final int SLOTS = 512;
    private static final int LONGEST = 1536;

    /** What is asked for again and has not come by then is lost. */
    private static final long WAIT = TimeUnit.MILLISECONDS.toNanos(200);

    private final PictureUnpacker unpacker;
    private final Outlet outlet;
    private final ByteBuffer bytes = ByteBuffer.allocate(SLOTS * LONGEST);
    private final int[] lengths = new int[SLOTS];
    private final long[] times = new long[SLOTS];
    private final RtpPacket kept = new RtpPacket();

    private boolean begun;
    private int ssrc;
    private int next;
    private int waiting;
    private long waitingSince;

    private boolean open;
    private boolean spoilt;
    private int timestamp;
    private long openedAt;
    private boolean lacksKeyframe = true;

    public PictureAssembler(Codec codec, Outlet outlet) {
        this.unpacker = codec.equals(Codec.VP8) ? new Vp8Unpacker() : new H264Unpacker();
        this.outlet = outlet;
    }

    /** Takes the next packet that came, and hands out what has become whole by it. */
    public void accept(RtpPacket packet, long now) {
        if (packet.length() > LONGEST) return;
        if (!begun || packet.ssrc() != ssrc) restart(packet);
        int ahead = (short) (packet.sequence() - next);
        if (ahead < -SLOTS || ahead >= SLOTS) {
            restart(packet);
            ahead = 0;
        }
        if (ahead < 0) return; // too late, or a second time
        keep(packet, now);
        drain();
        giveUp(now);
    }

    private void restart(RtpPacket packet) {
        Arrays.fill(lengths, 0);
        waiting = 0;
        open = false;
        if (begun) lose();
        begun = true;
        ssrc = packet.ssrc();
        next = packet.sequence();
    }

    private void keep(RtpPacket packet, long now) {
        int slot = packet.sequence() % SLOTS;
        if (lengths[slot] > 0) return;
        bytes.put(slot * LONGEST, packet.buffer(), packet.offset(), packet.length());
        lengths[slot] = packet.length();
        times[slot] = now;
        if (waiting++ == 0) waitingSince = now;
    }

    private void drain() {
        for (int slot = next % SLOTS; lengths[slot] > 0; slot = next % SLOTS) {
            if (kept.wrap(bytes, slot * LONGEST, lengths[slot])) take(kept, times[slot]);
            lengths[slot] = 0;
            waitingSince = times[slot];
            waiting--;
            next = next + 1 & 0xffff;
        }
    }

    /** What waits behind a gap goes on without. */
    private void giveUp(long now) {
        boolean patient = now - waitingSince < WAIT && waiting < SLOTS / 2;
        if (waiting == 0 || patient) return;
        while (lengths[next % SLOTS] == 0) next = next + 1 & 0xffff;
        lose();
        drain();
    }

    private void lose() {
        spoilt = true;
        lacksKeyframe = true;
        outlet.keyframeWanted();
    }

    private void take(RtpPacket packet, long cameAt) {
        if (packet.payloadLength() == 0) return; // browsers probe the network with them
        if (open && packet.timestamp() != timestamp) finish();
        if (!open) {
            open = true;
            spoilt = false;
            timestamp = packet.timestamp();
            openedAt = cameAt;
            unpacker.begin();
        }
        if (!spoilt && !unpacker.add(packet)) spoilt = true;
        if (packet.marker()) finish();
    }

    private void finish() {
        open = false;
        boolean whole = !spoilt && unpacker.isWhole();
        if (whole && unpacker.isKeyframe()) lacksKeyframe = false;
        if (whole && !lacksKeyframe) outlet.picture(unpacker, timestamp, openedAt);
        else lose();
    }

    /** What came last could not be decoded, whatever it looked like. */
    void damaged() {
        lose();
    }
}
