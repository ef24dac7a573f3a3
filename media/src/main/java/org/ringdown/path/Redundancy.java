package org.ringdown.path;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.rtp.RedundantWriter;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.worker.DatagramHandler;

/**
 * Says again what was said before, in each packet for a far end that misses some (RFC 2198): once, or twice where much is lost.
 *
 * <p>What goes out stays in its stream: the same number, timestamp and SSRC.
 */
final class Redundancy {
    static final int MOST = 2;

    /** Packets of a hundred that a far end misses: from here on, things are said twice, or three times. */
    static final int SOME = 2;

    static final int MANY = 8;

    /** For so long after the latest report of losses. */
    static final long AFTERWARDS = TimeUnit.SECONDS.toNanos(60);

    /** What fits into a packet that no network cuts in two, with all that is around it. */
    private static final int LONGEST = 1200;

    private static final int NONE = -1;

    private static final class Said {
        private final byte[] payload = new byte[RedundantWriter.LONGEST];
        private int length = NONE;
        private int sequence;
        private int timestamp;
        private int ssrc;
    }

    private final Said[] said = new Said[MOST];
    private final boolean[] opus = new boolean[128];
    private final ByteBuffer buffer =
            ByteBuffer.allocate(RtpPacket.HEADER + LONGEST + DatagramHandler.TAIL);
    private final RtpPacket packet = new RtpPacket();
    private final int type;
    private int times;
    private long until;

    /** @param type under which the far end understands such packets */
    Redundancy(int type) {
        this.type = type;
        Arrays.setAll(said, _ -> new Said());
    }

    /** What the far end agreed to hear. */
    void formats(List<Format> sending) {
        Arrays.fill(opus, false);
        for (var format : sending) opus[format.payloadType()] = format.codec().equals(Codec.OPUS);
        forget();
    }

    private void forget() {
        for (var one : said) one.length = NONE;
    }

    /** The far end says that it missed so many packets of a hundred. */
    void farLoss(int percent, long now) {
        int wanted = percent >= MANY ? MOST : percent >= SOME ? 1 : 0;
        if (wanted < times && now - until < 0) return;
        if (times == 0) forget(); // what was said then was not kept
        times = wanted;
        if (wanted > 0) until = now + AFTERWARDS;
    }

    /** The packet that says this one, and again what was said before; this one itself where there is nothing to say again. */
    RtpPacket around(RtpPacket spoken) {
        if (times == 0 || !opus[spoken.payloadType()]) return spoken;
        int older = older(spoken);
        var out = older == 0 ? spoken : write(spoken, older);
        remember(spoken);
        return out;
    }

    /** How many of those before it, without a gap, can be said again. */
    private int older(RtpPacket spoken) {
        int size = RedundantWriter.headers(times) + spoken.payloadLength();
        for (int i = 0; i < times; i++) {
            var one = said[i];
            size += one.length;
            boolean follows =
                    one.length > 0
                            && one.ssrc == spoken.ssrc()
                            && (one.sequence + i + 1 & 0xFFFF) == spoken.sequence();
            int age = spoken.timestamp() - one.timestamp;
            boolean fits = age > 0 && age <= RedundantWriter.OLDEST && size <= LONGEST;
            if (!follows || !fits) return i;
        }
        return times;
    }

    private RtpPacket write(RtpPacket spoken, int older) {
        buffer.clear();
        int payload =
                RtpWriter.header(
                        buffer,
                        0,
                        type,
                        spoken.marker(),
                        spoken.sequence(),
                        spoken.timestamp(),
                        spoken.ssrc());
        buffer.position(payload);
        for (int i = older - 1; i >= 0; i--)
            RedundantWriter.older(
                    buffer,
                    spoken.payloadType(),
                    spoken.timestamp() - said[i].timestamp,
                    said[i].length);
        RedundantWriter.own(buffer, spoken.payloadType());
        for (int i = older - 1; i >= 0; i--) buffer.put(said[i].payload, 0, said[i].length);
        int own = buffer.position();
        buffer.put(own, spoken.buffer(), spoken.payloadOffset(), spoken.payloadLength());
        packet.wrap(buffer, 0, own + spoken.payloadLength());
        return packet;
    }

    /** The newest of all, which is not the one that came late. */
    private void remember(RtpPacket spoken) {
        var newest = said[0];
        boolean late =
                newest.length != NONE
                        && newest.ssrc == spoken.ssrc()
                        && (short) (spoken.sequence() - newest.sequence) <= 0;
        if (late) return;
        var oldest = said[MOST - 1];
        System.arraycopy(said, 0, said, 1, MOST - 1);
        said[0] = oldest;
        oldest.length = spoken.payloadLength();
        oldest.sequence = spoken.sequence();
        oldest.timestamp = spoken.timestamp();
        oldest.ssrc = spoken.ssrc();
        if (oldest.length > RedundantWriter.LONGEST) oldest.length = NONE;
        else spoken.buffer().get(spoken.payloadOffset(), oldest.payload, 0, oldest.length);
    }
}
