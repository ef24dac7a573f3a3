package org.ringdown.testkit.phone;

import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.testkit.net.SimulatedNetwork;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.net.UdpPort;
import org.ringdown.testkit.sound.Ear;
import org.ringdown.testkit.sound.Voice;
import org.ringdown.time.Timers;
import org.ringdown.time.Timers.Timer;

/** The handset of a phone during one call: G.711 A-law, plain RTP. */
public final class PhoneSound {
    private static final int PCMA = 8;
    private static final int RATE = 8_000;

    private final Timers timers;
    private final UdpPort rtp;
    private final UdpPort rtcp;
    private final Ear ear;
    private final Voice voice;
    private Optional<InetSocketAddress> farEnd = Optional.empty();
    private Optional<Timer> next = Optional.empty();
    private int reports;

    PhoneSound(InetSocketAddress local, SimulatedNetwork network, RandomGenerator random) {
        this.timers = network.time().of("phone");
        this.ear = new Ear(network.time()::nanos);
        this.voice = new Voice(random, PCMA, RATE);
        try {
            var above = new InetSocketAddress(local.getAddress(), local.getPort() + 1);
            this.rtp = network.open(local, Traffic.MEDIA, (bytes, _) -> hear(bytes));
            this.rtcp = network.open(above, Traffic.MEDIA, (_, _) -> reports++);
        } catch (BindException busy) {
            throw new IllegalStateException("a handset is for one call at a time", busy);
        }
    }

    /** What the phone hears. */
    public Ear ear() {
        return ear;
    }

    /** What the phone says. */
    public Voice voice() {
        return voice;
    }

    /** How many RTCP packets have come. */
    public int reports() {
        return reports;
    }

    private void hear(ByteBuffer bytes) {
        if (Ear.isRtp(bytes)) ear.hear(bytes);
        else reports++;
    }

    /** The far end receives there. */
    void toward(InetSocketAddress audio) {
        farEnd = Optional.of(audio);
    }

    void speak() {
        if (next.isPresent() || farEnd.isEmpty()) return;
        say();
    }

    private void say() {
        rtp.send(voice.next(0), farEnd.orElseThrow());
        next = Optional.of(timers.after(Voice.PACKET, this::say));
    }

    void close() {
        next.ifPresent(Timer::cancel);
        rtp.close();
        rtcp.close();
    }
}
