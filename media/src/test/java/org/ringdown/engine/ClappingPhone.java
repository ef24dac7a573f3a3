package org.ringdown.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.codec.StreamDecoder;
import org.ringdown.media.Codec;
import org.ringdown.media.Filler;
import org.ringdown.media.Format;
import org.ringdown.media.MediaListener;
import org.ringdown.media.Pictures;
import org.ringdown.media.Pictures.Feedback;
import org.ringdown.media.RtpMedia;
import org.ringdown.media.RtpRemote;
import org.ringdown.rtcp.RtcpPacket.SenderReport;
import org.ringdown.rtcp.RtcpParser;
import org.ringdown.rtcp.RtcpWriter;
import org.ringdown.rtp.Rfc7983;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.wire.MalformedException;
import org.ringdown.worker.DatagramPort;
import org.ringdown.worker.VirtualLoop;

/**
 * A far end with sound and pictures that claps every two seconds, and can tell of another's claps how far sound and picture are apart.
 *
 * <p>Its clocks are its own: the wall clock is wrong, and the timestamps of either stream begin anywhere.
 */
final class ClappingPhone implements MediaListener, AutoCloseable {
    /**
     * What becomes of packets before they reach the gateway.
     *
     * @param late how much later than sound pictures leave
     * @param jitter milliseconds, by chance, of either
     * @param lost of a hundred
     * @param reports whether it says when it captured them
     */
    record Way(Duration late, int jitter, int lost, boolean reports) {}

    private static final long MILLI = 1_000_000;
    private static final int FRAME = 20;
    private static final int PICTURE = 40;
    private static final int CLAP = 200;
    private static final int BETWEEN = 2000;
    private static final int RATE = 8000;
    private static final int PICTURE_RATE = 90_000;
    private static final int SOUND_SSRC = 0x50;
    private static final int PICTURE_SSRC = 0x96;
    private static final long ITS_WALL_CLOCK = 0x1234_5678_9abc_def0L;
    private static final String KEYFRAME = "9080810000";
    private static final String DELTA = "9080820001";
    private static final int LOUD = 3000;

    private record Report(long ntp, int timestamp, long at) {}

    private record Packet(RtpPacket rtp, long at) {}

    private final VirtualLoop loop;
    private final Format format;
    private final Way way;
    private final Random random = new Random(3);
    private final SoundEncoder encoder;
    private final DatagramPort soundPort;
    private final DatagramPort picturePort;
    private final RtpMedia leg;
    private InetSocketAddress soundGateway = new InetSocketAddress(0);
    private InetSocketAddress pictureGateway = new InetSocketAddress(0);
    private final List<Packet> heard = new ArrayList<>();
    private final List<Packet> seen = new ArrayList<>();
    private final List<Report> soundReports = new ArrayList<>();
    private final List<Report> pictureReports = new ArrayList<>();
    private long began;

    ClappingPhone(MediaWorkers engine, VirtualLoop loop, int worker, Format format, Way way)
            throws IOException {
        this.loop = loop;
        this.format = format;
        this.way = way;
        encoder = SoundEncoder.of(format.codec(), RATE).orElseThrow();
        soundPort = open(heard, soundReports);
        picturePort = open(seen, pictureReports);
        leg = engine.openRtp(worker, "cname", Filler.COMFORT_NOISE, this);
        leg.openPictures();
        loop.pass(Duration.ofMillis(5));
        leg.remote(remote(soundPort, format));
        var vp8 = new Format(96, Codec.VP8);
        leg.pictures(
                remote(picturePort, vp8),
                new Pictures(
                        List.of(vp8),
                        List.of(vp8),
                        Map.of(),
                        Set.of(Feedback.PLI),
                        OptionalLong.empty()));
        loop.pass(Duration.ofMillis(5));
    }

    private DatagramPort open(List<Packet> packets, List<Report> reports) throws IOException {
        return loop.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                (datagram, _, now) -> received(datagram, now, packets, reports));
    }

    private static RtpRemote remote(DatagramPort port, Format format) {
        var at = port.local();
        return new RtpRemote(at, at, true, at.getAddress(), List.of(format), List.of(format));
    }

    RtpMedia leg() {
        return leg;
    }

    @Override
    public void opened(InetSocketAddress local) {
        soundGateway = local;
    }

    @Override
    public void openedPictures(InetSocketAddress local) {
        pictureGateway = local;
    }

    // What it says and shows.

    void clap() {
        began = loop.nanos();
        capture(0);
    }

    private void capture(int millis) {
        loop.after(
                Duration.ofMillis(FRAME),
                () -> {
                    sound(millis);
                    if (millis % PICTURE == 0) picture(millis);
                    if (way.reports && millis % 1000 == 480) {
                        boolean both = millis % 5000 == 480; // those of sound are rarer
                        if (both)
                            report(soundPort, soundGateway, SOUND_SSRC, soundTimestamp(now()));
                        report(picturePort, pictureGateway, PICTURE_SSRC, pictureTimestamp(now()));
                    }
                    capture(millis + FRAME);
                });
    }

    private long now() {
        return (loop.nanos() - began) / MILLI;
    }

    private int soundTimestamp(long millis) {
        return (int) (0xfffff000L + millis * format.codec().clockRate() / 1000);
    }

    private static int pictureTimestamp(long millis) {
        return (int) (0x7fff0000L + millis * PICTURE_RATE / 1000);
    }

    private static boolean isClap(long millis) {
        return millis % BETWEEN < CLAP && millis >= BETWEEN;
    }

    private void sound(int millis) {
        var samples = new short[RATE * FRAME / 1000];
        for (int i = 0; i < samples.length; i++) {
            double t = (double) i / RATE;
            if (isClap(millis)) samples[i] = (short) (12_000 * Math.sin(2 * Math.PI * 700 * t));
        }
        var buffer = ByteBuffer.allocate(1500);
        int payload =
                RtpWriter.header(
                        buffer,
                        0,
                        format.payloadType(),
                        false,
                        millis / FRAME & 0xffff,
                        soundTimestamp(millis),
                        SOUND_SSRC);
        encoder.encode(samples, samples.length, buffer.position(payload));
        boolean onset = isClap(millis) && !isClap(millis - FRAME); // by it the truth is known
        travel(soundPort, soundGateway, buffer.flip(), Duration.ZERO, onset ? 0 : way.lost);
    }

    private void picture(int millis) {
        var payload = HexFormat.of().parseHex(millis % 1000 == 0 ? KEYFRAME : DELTA);
        var buffer = ByteBuffer.allocate(RtpPacket.HEADER + payload.length + Integer.BYTES);
        RtpWriter.header(
                buffer,
                0,
                96,
                true,
                millis / PICTURE & 0xffff,
                pictureTimestamp(millis),
                PICTURE_SSRC);
        buffer.put(RtpPacket.HEADER, payload);
        buffer.putInt(RtpPacket.HEADER + payload.length, millis);
        travel(picturePort, pictureGateway, buffer, way.late, isClap(millis) ? 0 : way.lost);
    }

    private void report(DatagramPort port, InetSocketAddress to, int ssrc, int timestamp) {
        long ntp = ITS_WALL_CLOCK + (now() << 32) / 1000;
        var buffer = ByteBuffer.allocate(200);
        new RtcpWriter(buffer)
                .senderReport(ssrc, ntp, timestamp, 1, 1, List.of())
                .cname(ssrc, "claps");
        travel(port, to, buffer.flip(), Duration.ZERO, way.lost);
    }

    private void travel(
            DatagramPort port, InetSocketAddress to, ByteBuffer bytes, Duration late, int lost) {
        if (random.nextInt(100) < lost) return;
        var jitter = Duration.ofMillis(random.nextInt(way.jitter + 1));
        loop.after(late.plus(jitter), () -> port.send(bytes.duplicate(), to));
    }

    // What it hears and sees.

    private void received(
            ByteBuffer datagram, long now, List<Packet> packets, List<Report> reports) {
        var bytes = ByteBuffer.allocate(datagram.remaining()).put(datagram).flip();
        if (Rfc7983.kind(bytes, 0, bytes.limit()) == Rfc7983.Kind.RTP) {
            var packet = new RtpPacket();
            packet.wrap(bytes, 0, bytes.limit());
            packets.add(new Packet(packet, now));
            return;
        }
        try {
            for (var told : RtcpParser.parse(bytes))
                if (told instanceof SenderReport report)
                    reports.add(new Report(report.ntp(), report.rtpTimestamp(), now));
        } catch (MalformedException e) {
            throw new AssertionError("the gateway's report cannot be read", e);
        }
    }

    /** How much later than its picture each clap was heard since {@code from}, by the latest reports of the time. */
    List<Duration> apart(Duration from) {
        var apart = new ArrayList<Duration>();
        var sounds = clapsHeard();
        for (var picture : seen) {
            int millis =
                    picture.rtp.buffer().getInt(picture.rtp.offset() + picture.rtp.length() - 4);
            if (!isClap(millis) || isClap(millis - FRAME) || millis < from.toMillis()) continue;
            long shown = time(picture.rtp.timestamp(), PICTURE_RATE, pictureReports, picture.at);
            sounds.stream()
                    .map(sound -> Duration.ofNanos(sound - shown))
                    .filter(by -> by.abs().toMillis() < BETWEEN / 2)
                    .forEach(apart::add);
        }
        return apart;
    }

    private List<Long> clapsHeard() {
        int first = heard.getFirst().rtp.timestamp();
        heard.sort(Comparator.comparingInt(packet -> packet.rtp.timestamp() - first));
        try (var decoder = StreamDecoder.of(format.codec(), RATE).orElseThrow()) {
            return clapsHeard(decoder);
        }
    }

    private List<Long> clapsHeard(StreamDecoder decoder) {
        var claps = new ArrayList<Long>();
        long reported = soundReports.getFirst().at;
        int quiet = 0;
        for (var packet : heard) {
            var samples = new short[RATE * FRAME / 1000];
            int count = decoder.decode(payload(packet.rtp), samples);
            int loud = 0;
            while (loud < count && Math.abs(samples[loud]) < LOUD) loud++;
            boolean clap = loud < count && quiet >= CLAP / FRAME;
            if (clap && packet.at > reported) {
                int rate = format.codec().clockRate();
                int timestamp = packet.rtp.timestamp() + loud * rate / RATE;
                claps.add(time(timestamp, rate, soundReports, packet.at));
            }
            quiet = loud < count ? 0 : quiet + 1;
        }
        return claps;
    }

    private static ByteBuffer payload(RtpPacket packet) {
        return packet.buffer().slice(packet.payloadOffset(), packet.payloadLength());
    }

    /** When that was captured, by the clock of the reports: nanoseconds. */
    private static long time(int timestamp, int rate, List<Report> reports, long at) {
        var latest = reports.stream().filter(report -> report.at <= at).reduce((_, last) -> last);
        var report = latest.orElseThrow();
        long nanos =
                (report.ntp >>> 32) * 1_000_000_000
                        + ((report.ntp & 0xffffffffL) * 1_000_000_000 >>> 32);
        return nanos + (timestamp - report.timestamp) * 1_000_000_000L / rate;
    }

    @Override
    public void close() {
        encoder.close();
    }
}
