package org.ringdown.bench.load;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.ringdown.ice.IceCredentials;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.media.IceSettings;
import org.ringdown.media.MediaListener;
import org.ringdown.media.MediaNote;
import org.ringdown.media.RtpKeying;
import org.ringdown.media.RtpRemote;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.testkit.page.PageSdp;
import org.ringdown.transport.RtpTransport;
import org.ringdown.transport.TransportListener;
import org.ringdown.worker.DatagramHandler;

/**
 * One end of a call: sends a packet of G.711 whenever it is its turn, in which stands when that was, and listens to the other end's.
 *
 * <p>It lives on the loop; subjects have methods of their own.
 */
final class End implements TransportListener, MediaListener {
    private static final int PCMU = 0;
    static final int SAMPLES = 160;
    static final int MARK = 0x52444c44;
    private static final List<Format> FORMATS = List.of(new Format(PCMU, Codec.PCMU));

    private final LoadLoop loop;
    private final int call;
    private final RtpTransport transport;
    private final IceCredentials ours;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(RtpPacket.HEADER + SAMPLES + DatagramHandler.TAIL);
    private final RtpPacket packet = new RtpPacket();
    private final int ssrc;
    private int sequence;
    private int timestamp;

    private long sent;
    private long received;
    private long strange;

    /** @param call the packets of another one are strange */
    End(LoadLoop loop, int call, String host) {
        this.loop = loop;
        this.call = call;
        this.ours = IceCredentials.random(loop.random());
        this.ssrc = loop.random().nextInt();
        this.sequence = loop.random().nextInt(1 << 16);
        this.timestamp = loop.random().nextInt();
        this.transport = loop.transport(this, host);
    }

    // For subjects, from anywhere but the loop.

    String offer() {
        return loop.on(this::pageOffer);
    }

    void answered(String sdp) {
        loop.on(() -> {
            pageAnswered(sdp);
            return true;
        });
    }

    String plainSdp() {
        return loop.on(this::phoneSdp);
    }

    void toldByPhone(String sdp) {
        loop.on(() -> {
            phoneTold(sdp);
            return true;
        });
    }

    /** Where the gateway is, and under which keys, by word of mouth. */
    void told(InetSocketAddress to, RtpKeying keying) {
        loop.on(() -> {
            tell(to, true, keying, Optional.empty());
            ready.complete(null);
            return true;
        });
    }

    InetSocketAddress local() {
        return transport.local();
    }

    // On the loop.

    /** What a browser with one microphone would offer. */
    String pageOffer() {
        return PageSdp.offer(ours.ufrag(), ours.password(), loop.fingerprint(), ssrc)
                        .replace("c=IN IP4 0.0.0.0", "c=IN IP4 " + host())
                        .replace("m=audio 9 ", "m=audio " + transport.port() + " ")
                        .replace("a=rtcp:9 IN IP4 0.0.0.0\r\n", "")
                + "a=candidate:1 1 udp 2130706431 %s %d typ host\r\n"
                        .formatted(host(), transport.port());
    }

    /** The gateway's answer to {@link #pageOffer}: it is checked and nominated, and hands are shaken. */
    void pageAnswered(String answer) {
        var address = PageSdp.candidate(answer);
        var ice =
                new IceSettings(
                        ours.ufrag(),
                        ours.password(),
                        PageSdp.ufrag(answer),
                        PageSdp.password(answer),
                        true,
                        List.of(new IceSettings.Candidate(address, 1)));
        tell(address, true, Sdp.keying(answer), Optional.of(ice));
    }

    String phoneSdp() {
        return Sdp.plain(host(), transport.port());
    }

    void phoneTold(String sdp) {
        tell(Sdp.audio(sdp), false, RtpKeying.PLAIN, Optional.empty());
        ready.complete(null);
    }

    private void tell(
            InetSocketAddress to, boolean mux, RtpKeying keying, Optional<IceSettings> ice) {
        var rtcp = mux ? to : new InetSocketAddress(to.getAddress(), to.getPort() + 1);
        transport.remote(
                new RtpRemote(
                        to,
                        rtcp,
                        mux,
                        to.getAddress(),
                        FORMATS,
                        FORMATS,
                        keying,
                        ice,
                        false,
                        false));
    }

    private String host() {
        return transport.local().getAddress().getHostAddress();
    }

    @Override
    public void noted(MediaNote note) {
        if (note instanceof MediaNote.Keyed) ready.complete(null);
    }

    @Override
    public void failed(String why) {
        ready.completeExceptionally(new IllegalStateException(why));
    }

    /** Completed when packets may go. From anywhere. */
    CompletableFuture<Void> made() {
        return ready;
    }

    void speak() {
        int at =
                RtpWriter.header(
                        buffer.clear(), 0, PCMU, false, sequence++ & 0xffff, timestamp, ssrc);
        timestamp += SAMPLES;
        buffer.putInt(at, MARK).putInt(at + 4, call).putLong(at + 8, System.nanoTime());
        packet.wrap(buffer, 0, at + SAMPLES);
        transport.send(packet);
        sent++;
    }

    @Override
    public void rtp(RtpPacket heard, long now) {
        int at = heard.payloadOffset();
        var bytes = heard.buffer();
        if (heard.payloadLength() != SAMPLES || bytes.getInt(at) != MARK) {
            strange++; // comfort noise, before the other end speaks
            return;
        }
        if (bytes.getInt(at + 4) != call) loop.crossed();
        received++;
        loop.delayed(System.nanoTime() - bytes.getLong(at + 8));
    }

    @Override
    public void rtcp(ByteBuffer report, int offset, int length, long now) {}

    long sent() {
        return sent;
    }

    long received() {
        return received;
    }

    void forget() {
        sent = 0;
        received = 0;
        strange = 0;
    }

    void close() {
        transport.close();
    }
}
