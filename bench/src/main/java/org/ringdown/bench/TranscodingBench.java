package org.ringdown.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.jitter.Playout;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;

/**
 * What it costs to let two ends without a common codec hear each other: jitter buffer, decoder and encoder, both ways, in milliseconds of one
 * core for a second of a call. Packets come 30 ms late, give or take 10, and one of a hundred never does.
 */
final class TranscodingBench {
    private static final int FRAMES = 50;
    private static final long FRAME = 20_000_000;
    private static final int WARM_UP = 60;
    private static final int SECONDS = 60;
    private static final List<Codec> TELEPHONE = List.of(Codec.PCMU, Codec.PCMA, Codec.G722);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Rows rows = new Rows();

    /** Measures each pair {@code count} times, prints the table, and writes {@code json}. */
    void run(int count, Path json) throws IOException {
        var pairs = new ArrayList<List<Codec>>();
        for (var codec : TELEPHONE) pairs.add(List.of(Codec.OPUS, codec));
        pairs.add(List.of(Codec.G722, Codec.PCMU));
        for (var pair : pairs) {
            var millis = new ArrayList<Double>();
            for (int i = 0; i < count; i++)
                millis.add(oneWay(pair.get(0), pair.get(1)) + oneWay(pair.get(1), pair.get(0)));
            var name = pair.get(0).name() + " <-> " + pair.get(1).name();
            rows.add(name, millis);
        }
        System.out.print(
                rows.table(
                        "CPU of one core for a second of a call, both ways, ms (%d runs)"
                                .formatted(count)));
        rows.write(json);
    }

    private double oneWay(Codec from, Codec to) {
        boolean wide = from.equals(Codec.G722) && to.equals(Codec.OPUS) || to.equals(Codec.G722);
        int rate = wide ? 16_000 : 8000;
        var speech =
                Speech.in(from, from.equals(Codec.PCMU) || from.equals(Codec.PCMA) ? 8000 : 16_000);
        int units = from.clockRate() / FRAMES;
        var random = new Random(1);
        try (var playout = new Playout(List.of(new Format(96, from)), rate, random);
                var encoder = SoundEncoder.of(to, rate).orElseThrow()) {
            play(playout, encoder, speech, units, random, 0, WARM_UP);
            long before = threads.getCurrentThreadCpuTime();
            play(playout, encoder, speech, units, random, WARM_UP, SECONDS);
            return (threads.getCurrentThreadCpuTime() - before) / 1e6 / SECONDS;
        }
    }

    private static void play(
            Playout playout,
            SoundEncoder encoder,
            List<byte[]> speech,
            int units,
            Random random,
            int second,
            int seconds) {
        var buffer = ByteBuffer.allocate(1500);
        var payload = ByteBuffer.allocate(1500);
        var packet = new RtpPacket();
        var samples = new short[playout.frame()];
        for (int i = second * FRAMES; i < (second + seconds) * FRAMES; i++) {
            var bytes = speech.get(i % speech.size());

            int from = RtpWriter.header(buffer.clear(), 0, 96, false, i, i * units, 1);
            buffer.put(from, bytes, 0, bytes.length);
            packet.wrap(buffer, 0, from + bytes.length);
            long now = i * FRAME;
            if (random.nextInt(100) > 0)
                playout.accept(packet, now + random.nextInt(20) * 1_000_000L);
            if (playout.frame(samples, now + FRAME))
                encoder.encode(samples, samples.length, payload.clear());
        }
    }
}
