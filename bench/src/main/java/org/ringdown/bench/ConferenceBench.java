package org.ringdown.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.mix.RoomLimits;
import org.ringdown.mix.Rooms;
import org.ringdown.mix.Seat;
import org.ringdown.mix.SeatHost;
import org.ringdown.path.Ear;
import org.ringdown.path.LegFormats;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;

/**
 * What a room costs: jitter buffers, decoders, the mix, encoders, in milliseconds of one core for each second that each member is there. All send
 * packets all the time, of which the listeners' are silence; nobody's network loses any. Sockets and encryption are left out.
 */
final class ConferenceBench {
    private static final int FRAMES = 50;
    private static final long FRAME = 20_000_000;
    private static final int MEMBERS = 50;
    private static final int WARM_UP = 20;
    private static final int SECONDS = 20;
    private static final int RATE = 16_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Rows rows = new Rows();

    void run(int count, Path json) throws IOException {
        for (var codec : List.of(Codec.PCMA, Codec.G722, Codec.OPUS))
            for (int speaking : List.of(3, MEMBERS)) {
                var millis = new ArrayList<Double>();
                for (int i = 0; i < count; i++) millis.add(room(codec, speaking));
                var name = "%d x %s, %d speak".formatted(MEMBERS, codec.name(), speaking);
                rows.add(name, millis);
            }
        System.out.print(
                rows.table(
                        "CPU of one core for a second of a member, ms (%d runs; 20 is all of a core for 50 members)"
                                .formatted(count)));
        rows.write(json);
    }

    private double room(Codec codec, int speaking) {
        var loop = new StillLoop();
        var rooms = new Rooms(loop, new Random(1), new RoomLimits(1, MEMBERS), new AtomicInteger());
        var speech = Speech.in(codec, RATE);
        var silence = Speech.silence(codec, RATE);
        var members = new ArrayList<Member>();
        for (int i = 0; i < MEMBERS; i++)
            members.add(
                    new Member(
                            rooms, new Format(96, codec), i < speaking ? speech : silence, 37 * i));
        talk(loop, members, WARM_UP);
        long before = threads.getCurrentThreadCpuTime();
        talk(loop, members, SECONDS);
        long spent = threads.getCurrentThreadCpuTime() - before;
        members.forEach(Member::leave);
        return spent / 1e6 / SECONDS / MEMBERS;
    }

    private static void talk(StillLoop loop, List<Member> members, int seconds) {
        for (int i = 0; i < seconds * FRAMES; i++) {
            for (var member : members) member.speak(loop.nanos());
            loop.pass(FRAME);
        }
    }

    private static final class Member implements SeatHost {
        private final Format format;
        private final List<byte[]> payloads;
        private final ByteBuffer buffer = ByteBuffer.allocate(1500);
        private final RtpPacket packet = new RtpPacket();
        private final Seat seat;
        private final Ear ear;
        private final int from;
        private int sequence;

        Member(Rooms rooms, Format format, List<byte[]> payloads, int from) {
            this.format = format;
            this.payloads = payloads;
            this.from = from;
            this.seat = rooms.enter("603", true, this).orElseThrow();
            this.ear = seat.newEar();
            ear.formats(new LegFormats(List.of(format), List.of(format)));
        }

        void speak(long now) {
            var bytes = payloads.get((from + sequence) % payloads.size());
            int units = format.codec().clockRate() / FRAMES;
            int at = RtpWriter.header(buffer.clear(), 0, 96, false, sequence, sequence * units, 1);
            sequence++;
            buffer.put(at, bytes, 0, bytes.length);
            packet.wrap(buffer, 0, at + bytes.length);
            ear.accept(packet, now);
        }

        void leave() {
            seat.leave();
        }

        @Override
        public void alone() {}

        @Override
        public void saying(List<Format> formats) {}

        @Override
        public void say(RtpPacket heard, long now) {}
    }
}
