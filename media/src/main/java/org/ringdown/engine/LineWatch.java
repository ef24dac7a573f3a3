package org.ringdown.engine;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ringdown.media.Figures;
import org.ringdown.media.Format;
import org.ringdown.media.LegSound;
import org.ringdown.media.MediaNote;
import org.ringdown.media.MediaWatch;
import org.ringdown.media.Quality;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.transport.Transport;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Loop;

/**
 * Notes when the sound of one line begins, stops and begins again. Stands between the egress and the transport, and beside the intake; what
 * it does for a packet is to count it.
 */
final class LineWatch implements Transport {
    /** How long nothing may be heard before it is said. */
    static final long SILENCE = TimeUnit.SECONDS.toNanos(3);

    private static final long LOOK = TimeUnit.SECONDS.toNanos(1);

    private final MediaWatch watch;
    private final Loop loop;
    private final String cname;
    private final Transport transport;
    private final Alarm alarm;

    private List<Format> receiving = List.of();
    private long heard;
    private long heardAt;
    private long spoken;
    private boolean expected;
    private boolean reached;
    private boolean silent;
    private boolean foreign;
    private boolean unagreed;
    private String codec = "";
    private boolean tcp;

    LineWatch(MediaWatch watch, Loop loop, String cname, Transport transport) {
        this.watch = watch;
        this.loop = loop;
        this.cname = cname;
        this.transport = transport;
        this.alarm = loop.alarm(this::look);
    }

    void note(MediaNote note) {
        watch.noted(cname, transport.port(), note);
        if (note instanceof MediaNote.Reached(_, var byTcp)) tcp = byTcp;
        if (note instanceof MediaNote.Keyed) expect();
    }

    void agreed(List<Format> formats) {
        receiving = formats;
    }

    /** From now on the far end knows where to send, and what. */
    void expect() {
        if (expected) return;
        expected = true;
        heardAt = loop.nanos();
        alarm.set(heardAt + LOOK);
    }

    void heard(RtpPacket packet, long now) {
        heardAt = now;
        loop.counters().count(Counted.HEARD);
        if (heard++ == 0 || silent) begins(packet.payloadType());
    }

    /** Whoever has begun is expected to go on, be it told where to or not. */
    private void begins(int payloadType) {
        silent = false;
        expect();
        codec =
                receiving.stream()
                        .filter(format -> format.payloadType() == payloadType)
                        .map(format -> format.codec().name())
                        .findFirst()
                        .orElse("payload type " + payloadType);
        note(new MediaNote.Heard(transport.remote(), codec));
    }

    private void look() {
        if (!silent && loop.nanos() - heardAt >= SILENCE) {
            silent = true;
            note(new MediaNote.Silent(heard > 0));
        }
        alarm.set(loop.nanos() + LOOK);
    }

    void foreign(InetSocketAddress from) {
        if (foreign) return;
        foreign = true;
        note(new MediaNote.Foreign(from));
    }

    void unagreed(int payloadType) {
        if (unagreed) return;
        unagreed = true;
        note(new MediaNote.Unagreed(payloadType));
    }

    Figures figures(int missing, Quality quality) {
        return new Figures(heard, spoken, missing, quality);
    }

    LegSound sound(Figures all, Figures lately) {
        return new LegSound(all, lately, codec, tcp);
    }

    void closed(Figures figures) {
        alarm.cancel();
        note(new MediaNote.Closed(figures));
    }

    @Override
    public void send(RtpPacket packet) {
        spoken++;
        loop.counters().count(Counted.SPOKEN);
        if (!reached) noteReached();
        transport.send(packet);
    }

    private void noteReached() {
        if (!transport.reaches()) return;
        reached = true;
        note(new MediaNote.Spoken(transport.remote()));
    }

    @Override
    public void sendRtcp(ByteBuffer buffer, int offset, int length) {
        transport.sendRtcp(buffer, offset, length);
    }

    @Override
    public boolean reaches() {
        return transport.reaches();
    }

    @Override
    public InetSocketAddress remote() {
        return transport.remote();
    }

    @Override
    public int port() {
        return transport.port();
    }

    @Override
    public void close() {
        transport.close();
    }
}
