package org.ringdown.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.ringdown.codec.Tone;
import org.ringdown.media.Format;
import org.ringdown.media.RtpRemote;
import org.ringdown.path.Announcement;
import org.ringdown.rtcp.RtcpPacket;
import org.ringdown.rtcp.RtcpParser;
import org.ringdown.rtp.EgressRewriter;
import org.ringdown.rtp.KeypadSender;
import org.ringdown.rtp.Rfc7983;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.wire.MalformedException;
import org.ringdown.worker.DatagramPort;
import org.ringdown.worker.Loop;
import org.ringdown.worker.Ticker;

/** A far end that speaks plain RTP: it sings one tone, presses keys, and records what it hears. */
final class TestPhone {
    private static final long SONG = 1;
    private static final long KEYS = 2;

    private final Loop loop;
    private final List<Format> formats;
    private final DatagramPort port;
    private final Recorder recorder;
    private final Announcement song;
    private final KeypadSender keypad;
    private final Ticker ticker;
    private final EgressRewriter stream;
    private final RtpPacket pressed = new RtpPacket();
    private final RtpPacket packet = new RtpPacket();
    private final AtomicInteger senderReports = new AtomicInteger();
    private InetSocketAddress gateway = new InetSocketAddress(0);

    /** Sings in the first of {@code formats}; the last may be for keys. */
    TestPhone(Loop loop, double frequency, Format... formats) throws IOException {
        this.loop = loop;
        this.formats = List.of(formats);
        this.recorder = new Recorder(this.formats);
        this.song =
                Announcement.of(formats[0], rate -> new Tone(rate, 0.5, frequency)).orElseThrow();
        var events = formats[formats.length - 1];
        this.keypad = new KeypadSender(events.payloadType(), events.codec().clockRate());
        this.stream =
                EgressRewriter.audio(formats[0].codec().clockRate(), (int) frequency, 65, -65);
        this.port =
                loop.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), this::received);
        this.ticker = new Ticker(loop, Announcement.INTERVAL, Long.MAX_VALUE, this::sing);
    }

    /** What a gateway learns from this phone's SDP. */
    RtpRemote remote() {
        var address = port.local();
        return new RtpRemote(address, address, true, address.getAddress(), formats, formats);
    }

    Recorder recorder() {
        return recorder;
    }

    /** How many sender reports came. */
    int senderReports() {
        return senderReports.get();
    }

    void singTo(InetSocketAddress address) {
        loop.execute(() -> {
            gateway = address;
            ticker.start(loop.nanos());
        });
    }

    void hush() {
        loop.execute(ticker::stop);
    }

    void press(String keys, Duration duration) {
        loop.execute(() -> {
            keypad.press(keys, duration.toNanos(), duration.toNanos(), loop.nanos());
            pressOn();
        });
    }

    private void sing() {
        if (keypad.isPressing()) return;
        var sung = song.next();
        stream.select(SONG);
        if (stream.rewrite(sung, SONG, loop.nanos())) send(sung);
    }

    private void pressOn() {
        var buffer = ByteBuffer.allocate(32);
        for (int length = keypad.poll(buffer, 0, loop.nanos());
                length > 0;
                length = keypad.poll(buffer, 0, loop.nanos())) {
            pressed.wrap(buffer, 0, length);
            stream.select(KEYS);
            if (stream.rewriteEvent(pressed, KEYS, loop.nanos())) send(pressed);
        }
        if (keypad.isPressing())
            loop.after(Duration.ofNanos(keypad.deadline() - loop.nanos()), this::pressOn);
    }

    private void send(RtpPacket outgoing) {
        port.send(outgoing.buffer().slice(outgoing.offset(), outgoing.length()), gateway);
    }

    private void received(ByteBuffer datagram, InetSocketAddress from, long now) {
        if (Rfc7983.kind(datagram, 0, datagram.limit()) == Rfc7983.Kind.RTCP) reported(datagram);
        else if (packet.wrap(datagram, 0, datagram.limit())) recorder.record(packet, now);
    }

    private void reported(ByteBuffer datagram) {
        try {
            for (var report : RtcpParser.parse(datagram)) {
                if (report instanceof RtcpPacket.SenderReport) senderReports.incrementAndGet();
            }
        } catch (MalformedException e) {
            throw new AssertionError("the gateway's report cannot be read", e);
        }
    }
}
