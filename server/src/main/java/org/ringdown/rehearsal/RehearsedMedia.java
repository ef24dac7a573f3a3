package org.ringdown.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ringdown.dtls.BcDtls;
import org.ringdown.dtls.DtlsHandshaker;
import org.ringdown.dtls.DtlsListener;
import org.ringdown.rtp.Rfc7983;
import org.ringdown.sdp.IceCredentials;
import org.ringdown.sdp.SdpParser;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.srtp.SrtpReceiver;
import org.ringdown.srtp.SrtpScratch;
import org.ringdown.srtp.SrtpSender;
import org.ringdown.stun.Stun;
import org.ringdown.stun.StunIntegrity;
import org.ringdown.stun.StunWriter;
import org.ringdown.time.Clock;
import org.ringdown.wire.MalformedException;
import org.ringdown.worker.Counted;

/** A page's PeerConnection without a browser: one check, a handshake, and a few packets each way. What happens to it, happens on its worker. */
final class RehearsedMedia implements AutoCloseable {
    private static final int ENOUGH = 5;
    private static final Duration CHECK = Duration.ofMillis(50);
    private static final Duration PACKET = Duration.ofMillis(20);
    private static final int PCMA = 8;
    private static final int SAMPLES = 160;
    private static final int HEADER = 12;
    private static final int SSRC = 0x5EED;
    private static final int LARGEST = 2048;
    private static final String UFRAG = "reha";
    private static final int PASSWORD = 16;

    private final SecureRandom random = new SecureRandom();

    /** What its association still tells it after the end is dropped: nobody is left to hear of it. */
    private final ScheduledExecutorService worker =
            new ScheduledThreadPoolExecutor(
                    1,
                    Thread.ofPlatform().daemon().name("rehearsal").factory(),
                    new ThreadPoolExecutor.DiscardPolicy());

    private final ExecutorService edge = Executors.newVirtualThreadPerTaskExecutor();
    private final BcDtls dtls = new BcDtls(random, Clock.system(), edge, 1);
    private final DatagramChannel channel;
    private final CompletableFuture<Void> sound = new CompletableFuture<>();
    private final SrtpScratch scratch = new SrtpScratch();

    private Optional<Future<?>> checks = Optional.empty();
    private Optional<DtlsHandshaker> handshaker = Optional.empty();
    private Optional<SrtpReceiver> receiver = Optional.empty();
    private int spoken;
    private int heard;

    RehearsedMedia() {
        try {
            channel = DatagramChannel.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String offer() {
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 127.0.0.1",
                "s=-",
                "t=0 0",
                "a=group:BUNDLE 0",
                "m=audio 9 UDP/TLS/RTP/SAVPF 8 0 126",
                "c=IN IP4 0.0.0.0",
                "a=ice-ufrag:" + UFRAG,
                "a=ice-pwd:" + password(),
                "a=fingerprint:" + dtls.fingerprint(),
                "a=setup:actpass",
                "a=mid:0",
                "a=sendrecv",
                "a=rtcp-mux",
                "a=rtpmap:8 PCMA/8000",
                "a=rtpmap:0 PCMU/8000",
                "a=rtpmap:126 telephone-event/8000",
                "");
    }

    private String password() {
        var bytes = new byte[PASSWORD];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Connects to where an answer says, and goes on by itself from there. */
    void connect(String answer) {
        try {
            var section = SdpParser.parse(answer).sections().getFirst();
            var candidate = section.candidates().getFirst();
            var address = InetAddress.ofLiteral(candidate.address());
            channel.connect(new InetSocketAddress(address, candidate.port()));
            edge.execute(this::listen);
            var fingerprints =
                    section.fingerprints().stream()
                            .map(f -> f.algorithm() + ' ' + f.value())
                            .toList();
            var ice = section.ice().orElseThrow();
            worker.execute(() -> {
                // The first may come before the gateway expects it.
                checks = Optional.of(every(CHECK, () -> check(ice)));
                handshaker = Optional.of(dtls.begin(fingerprints, worker, new Keyed()));
            });
        } catch (MalformedException | IOException e) {
            throw new IllegalStateException("our own answer leads nowhere", e);
        }
    }

    void awaitSound(Duration patience) throws InterruptedException, TimeoutException {
        try {
            sound.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new TimeoutException(e.getCause().getMessage());
        }
    }

    private Future<?> every(Duration interval, Runnable task) {
        return worker.scheduleAtFixedRate(task, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void check(IceCredentials gateway) {
        var id = ByteBuffer.allocate(12).putInt(random.nextInt()).putLong(random.nextLong()).flip();
        var request = ByteBuffer.allocate(LARGEST);
        new StunWriter(request, Stun.BINDING_REQUEST, id)
                .text(Stun.USERNAME, gateway.ufrag() + ":" + UFRAG)
                .number(Stun.PRIORITY, 1)
                .number(Stun.ICE_CONTROLLING, random.nextLong())
                .attribute(Stun.USE_CANDIDATE)
                .integrity(StunIntegrity.shortTerm(gateway.password()))
                .fingerprint();
        send(request.flip());
    }

    private void listen() {
        var buffer = ByteBuffer.allocate(LARGEST);
        try {
            while (true) {
                channel.read(buffer.clear());
                var datagram = ByteBuffer.allocate(buffer.flip().remaining()).put(buffer).flip();
                worker.execute(() -> hear(datagram));
            }
        } catch (IOException closed) {
            // The call is over.
        }
    }

    private void hear(ByteBuffer datagram) {
        switch (Rfc7983.kind(datagram, 0, datagram.limit())) {
            case DTLS -> handshaker.ifPresent(to -> to.feed(datagram, System.nanoTime()));
            case RTP ->
                    receiver.filter(keys -> keys.unprotect(datagram, 0, datagram.limit()) > 0)
                            .ifPresent(_ -> heardOne());
            default -> {}
        }
    }

    private void heardOne() {
        if (++heard == ENOUGH) sound.complete(null);
    }

    private void speak(SrtpSender sender) {
        var packet = ByteBuffer.allocate(HEADER + SAMPLES + sender.overhead());
        packet.put(0, (byte) 0x80).put(1, (byte) PCMA).putShort(2, (short) spoken);
        packet.putInt(4, SAMPLES * spoken++).putInt(8, SSRC);
        int length = sender.protect(packet, 0, HEADER + SAMPLES);
        send(packet.limit(length));
    }

    private void send(ByteBuffer datagram) {
        try {
            channel.write(datagram);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        worker.execute(() -> handshaker.ifPresent(DtlsHandshaker::close));
        worker.shutdown();
        edge.shutdown();
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Keyed implements DtlsListener {
        @Override
        public void send(ByteBuffer datagram) {
            if (channel.isOpen()) RehearsedMedia.this.send(datagram);
        }

        @Override
        public void done(SrtpKeys.Pair keys) {
            receiver = Optional.of(new SrtpReceiver(keys.server(), scratch));
            var sender = new SrtpSender(keys.client(), scratch);
            checks.ifPresent(sent -> sent.cancel(false));
            every(PACKET, () -> speak(sender));
        }

        @Override
        public void failed(String why) {
            sound.completeExceptionally(new IOException(why));
        }

        @Override
        public void closed() {}

        @Override
        public void dropped(Counted why) {}
    }
}
