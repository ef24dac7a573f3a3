package org.ringdown.record;

import java.util.List;
import java.util.Optional;
import org.ringdown.media.Format;
import org.ringdown.media.Tap;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.worker.PacketRing;

/** What the far end of one leg says, and shows where that is kept, on its way from a worker to whoever writes it down. */
public final class TapRing implements Tap {
    /** Five seconds of packets of 20 ms: disks pause for less. */
    private static final int SOUNDS = 256;

    /** A header, and the longest payload of sound (RFC 6716 §3.2.1). */
    private static final int LONGEST_SOUND = RtpPacket.HEADER + 1275;

    /** Some three seconds of 2.5 Mb/s. */
    private static final int PICTURES = 1024;

    private static final int LONGEST_PICTURE = 1536;

    private final PacketRing<List<Format>> sound = new PacketRing<>(SOUNDS, LONGEST_SOUND);
    private final Optional<PacketRing<List<Format>>> pictures;
    private volatile boolean keyframeWanted;

    /** Of sound alone. */
    public TapRing() {
        this(false);
    }

    public TapRing(boolean seeing) {
        pictures =
                seeing
                        ? Optional.of(new PacketRing<>(PICTURES, LONGEST_PICTURE))
                        : Optional.empty();
    }

    @Override
    public void heard(List<Format> agreed, RtpPacket packet, long now) {
        sound.put(agreed, packet, now);
    }

    @Override
    public void saw(List<Format> agreed, RtpPacket packet, long now) {
        if (pictures.isPresent()) pictures.get().put(agreed, packet, now);
    }

    @Override
    public boolean sees() {
        return pictures.isPresent();
    }

    @Override
    public boolean wantsKeyframe() {
        if (!keyframeWanted) return false;
        keyframeWanted = false;
        return true;
    }

    /** Has the far end asked for one, when it shows something next. From anywhere. */
    void wantKeyframe() {
        keyframeWanted = true;
    }

    PacketRing<List<Format>> sound() {
        return sound;
    }

    Optional<PacketRing<List<Format>>> pictures() {
        return pictures;
    }

    /** How many packets found no place. From anywhere. */
    public long lost() {
        return sound.lost() + pictures.map(PacketRing::lost).orElse(0L);
    }
}
