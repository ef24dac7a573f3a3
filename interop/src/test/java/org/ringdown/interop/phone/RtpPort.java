package org.ringdown.interop.phone;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.ringdown.interop.process.Host;
import org.ringdown.interop.sound.G711;
import org.ringdown.interop.sound.Hearing;
import org.ringdown.interop.sound.Sound;

/** Where a phone's sound comes and goes: keeps every packet it gets, and says a voice in packets of 20 ms. */
public final class RtpPort implements AutoCloseable {
    private static final long PACKET_NANOS = 20_000_000;
    private static final int PRESS_PACKETS = 6;
    private static final int END_PACKETS =
            3; // the end of a key press is said three times, RFC 4733 §2.5.1.4

    private final DatagramSocket socket;
    private final List<Arrival> arrivals = new ArrayList<>(); // guarded by itself
    private final ConcurrentLinkedQueue<Character> keys = new ConcurrentLinkedQueue<>();
    private final int ssrc = RandomGenerator.getDefault().nextInt();
    private volatile Optional<InetSocketAddress> remote = Optional.empty();
    private volatile Optional<Voice> voice = Optional.empty();
    private volatile int keyType = 101;
    private int sequence = 1000;
    private int timestamp = 50_000;

    private RtpPort(DatagramSocket socket) {
        this.socket = socket;
    }

    public static RtpPort open(Host host) {
        var address = new InetSocketAddress(host.address(), 0);
        var port = new RtpPort(host.inside(() -> new DatagramSocket(address)));
        Thread.ofPlatform().daemon().name("rtp in").start(port::listen);
        Thread.ofPlatform().daemon().name("rtp out").start(port::speak);
        return port;
    }

    /** Its address, where its neighbours find it. */
    InetAddress address() {
        return socket.getLocalAddress();
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** From now on sound goes to {@code address}, and keys are sent as payload type {@code keys}. */
    void connect(InetSocketAddress address, int keys) {
        keyType = keys;
        remote = Optional.of(address);
    }

    int keyType() {
        return keyType;
    }

    public void say(Voice words) {
        voice = Optional.of(words);
    }

    public void hush() {
        voice = Optional.empty();
    }

    /** Presses keys one after the other, each for 120 ms (RFC 4733). */
    public void press(String digits) {
        digits.chars().forEach(digit -> keys.add((char) digit));
    }

    /** Everything that came so far, oldest first. */
    public List<Arrival> arrivals() {
        synchronized (arrivals) {
            return List.copyOf(arrivals);
        }
    }

    /** The keys that the other side pressed, each once. */
    public String keysHeard() {
        return Keys.in(arrivals(), keyType);
    }

    /** The G.711 sound since {@code nanos} (System.nanoTime), each packet where its timestamp puts it. */
    public Sound heardSince(long nanos) {
        var packets =
                arrivals().stream()
                        .filter(packet ->
                                packet.nanos() - nanos >= 0
                                        && (packet.payloadType() == 0 || packet.payloadType() == 8))
                        .toList();
        if (packets.isEmpty()) return Sound.silence(8000, Duration.ZERO);
        int start = packets.getFirst().timestamp();
        int end =
                packets.stream()
                        .mapToInt(packet -> packet.timestamp() - start + packet.payload().length)
                        .max()
                        .orElse(0);
        var sound = Sound.silence(8000, Duration.ofMillis(Math.min(Math.max(0, end) / 8, 600_000)));
        for (var packet : packets) {
            int at = packet.timestamp() - start;
            if (at < 0) continue;
            (packet.payloadType() == 0 ? G711.PCMU : G711.PCMA)
                    .decode(packet.payload(), sound.samples(), at);
        }
        return sound;
    }

    /** Three good seconds of the tone, of what comes from now on. */
    public Hearing awaitTone(int hz) {
        long now = System.nanoTime();
        return Hearing.await(hz, () -> heardSince(now));
    }

    private void listen() {
        var packet = new DatagramPacket(new byte[2048], 2048);
        while (!socket.isClosed()) {
            try {
                packet.setLength(2048);
                socket.receive(packet);
                var bytes = ByteBuffer.wrap(packet.getData(), 0, packet.getLength()).slice();
                Arrival.parse(System.nanoTime(), bytes).ifPresent(this::keep);
            } catch (IOException e) {
                continue; // closed, or the far port was: neither ends a phone
            }
        }
    }

    private void keep(Arrival arrival) {
        synchronized (arrivals) {
            arrivals.add(arrival);
        }
    }

    private void speak() {
        long next = System.nanoTime();
        int frame = 0;
        while (!socket.isClosed()) {
            var key = keys.peek();
            if (remote.isPresent() && key != null) {
                next = press(key, next);
                keys.poll();
            } else if (remote.isPresent() && voice.isPresent()) {
                var words = voice.get();
                send(
                        words.payloadType(),
                        frame == 0,
                        timestamp,
                        words.frames().get(frame++ % words.frames().size()));
                timestamp += words.ticks();
                next = pause(next);
            } else {
                timestamp += 160;
                next = pause(next);
            }
        }
    }

    private long press(char key, long start) {
        int event = Keys.CODES.indexOf(key);
        long next = start;
        for (int i = 1; i <= PRESS_PACKETS + END_PACKETS; i++) {
            boolean end = i > PRESS_PACKETS;
            int duration = 160 * Math.min(i, PRESS_PACKETS);
            send(
                    keyType,
                    i == 1,
                    timestamp,
                    new byte[] {
                        (byte) event,
                        (byte) (end ? 0x8a : 0x0a),
                        (byte) (duration >> 8),
                        (byte) duration
                    });
            next = pause(next);
        }
        timestamp += 160 * (PRESS_PACKETS + END_PACKETS);
        for (int i = 0; i < 4; i++) next = pause(next); // between two keys
        timestamp += 160 * 4;
        return next;
    }

    private static long pause(long last) {
        long next = last + PACKET_NANOS;
        for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime())
            LockSupport.parkNanos(left);
        return next;
    }

    private void send(int payloadType, boolean marker, int time, byte[] payload) {
        var packet = ByteBuffer.allocate(12 + payload.length);
        packet.put((byte) 0x80)
                .put((byte) (payloadType | (marker ? 0x80 : 0)))
                .putShort((short) sequence++);
        packet.putInt(time).putInt(ssrc).put(payload);
        try {
            socket.send(
                    new DatagramPacket(packet.array(), packet.capacity(), remote.orElseThrow()));
        } catch (IOException e) {
            Thread.yield(); // the far port is gone: the call will say so by SIP
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
