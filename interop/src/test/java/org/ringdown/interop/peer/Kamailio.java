package org.ringdown.interop.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;
import org.ringdown.interop.process.Program;

/**
 * Kamailio 5.6 with rtpengine: a proxy with a phone behind it, and a registrar (any user, whose password is "lab" and the name).
 *
 * <p>Which of the phone's accounts a call reaches, and how its media is encrypted toward the caller, the name says that is dialled:
 * {@code sdes_g722} is the account {@code g722}, by SDES. When the phone calls from such a name, the same holds toward whom it calls.
 */
public final class Kamailio implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);

    private final Program proxy;
    private final Program media;
    private final int port;
    private final int tlsPort;

    private Kamailio(Program proxy, Program media, int port, int tlsPort) {
        this.proxy = proxy;
        this.media = media;
        this.port = port;
        this.tlsPort = tlsPort;
    }

    /**
     * Starts one.
     *
     * @param port where it takes UDP and TCP: the phone must know it too
     * @param phone the UDP port of the phone behind it
     */
    public static Kamailio start(Path folder, Certificate certificate, int port, int phone) {
        int tlsPort = Ports.free();
        int mediaPort = Ports.free();
        var rtp = Ports.range(200);
        try {
            Files.createDirectories(folder);
            var config = folder.resolve("kamailio.cfg");
            try (var in = Kamailio.class.getResourceAsStream("/kamailio/kamailio.cfg")) {
                Files.writeString(
                        config,
                        new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                .replace("SIP_PORT", Integer.toString(port))
                                .replace("TLS_PORT", Integer.toString(tlsPort))
                                .replace("MEDIA_PORT", Integer.toString(mediaPort))
                                .replace("PHONE_PORT", Integer.toString(phone))
                                .replace("PRIVATE_KEY", certificate.key().toString())
                                .replace("CERTIFICATE", certificate.chain().toString()));
            }
            var media =
                    Program.start(
                                    "rtpengine",
                                    folder,
                                    Map.of(),
                                    List.of(
                                            "rtpengine",
                                            "--config-file=none",
                                            "--table=-1",
                                            "--interface=127.0.0.1",
                                            "--listen-ng=127.0.0.1:" + mediaPort,
                                            "--port-min=" + rtp,
                                            "--port-max=" + (rtp + 199),
                                            "--num-threads=2",
                                            "--foreground",
                                            "--log-stderr",
                                            "--log-level=5"))
                            .ready(it -> awaitPong(mediaPort, it));
            var proxy =
                    Program.start(
                                    "kamailio",
                                    folder,
                                    Map.of(),
                                    List.of(
                                            "kamailio",
                                            "-f",
                                            config.toString(),
                                            "-Y",
                                            folder.toString(),
                                            "-DD",
                                            "-E",
                                            "-e",
                                            "-m",
                                            "64",
                                            "-M",
                                            "8"))
                            .ready(it -> awaitOptions(port, it));
            return new Kamailio(proxy, media, port, tlsPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitPong(int port, Program media) {
        Patience.await(
                "pong of rtpengine",
                START,
                Duration.ofMillis(100),
                () -> answers(port, "lab d7:command4:pinge", "pong", media));
    }

    private static void awaitOptions(int port, Program proxy) {
        var options =
                """
                OPTIONS sip:127.0.0.1:%1$d SIP/2.0\r
                Via: SIP/2.0/UDP 127.0.0.1;rport;branch=z9hG4bKlab\r
                From: <sip:lab@127.0.0.1>;tag=lab\r
                To: <sip:127.0.0.1:%1$d>\r
                Call-ID: lab\r
                CSeq: 1 OPTIONS\r
                Max-Forwards: 10\r
                Content-Length: 0\r
                \r
                """
                        .formatted(port);
        Patience.await(
                "answer of Kamailio to OPTIONS\n" + proxy.tail(),
                START,
                Duration.ofMillis(100),
                () -> answers(port, options, "SIP/2.0 200", proxy));
    }

    private static Optional<Boolean> answers(
            int port, String question, String answer, Program program) {
        if (!program.alive()) throw new AssertionError("it ended:\n" + program.tail());
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.connect(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(200);
            var bytes = question.getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(bytes, bytes.length));
            var packet = new DatagramPacket(new byte[2000], 2000);
            socket.receive(packet);
            var text =
                    new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
            return text.contains(answer) ? Optional.of(true) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // nobody there yet
        }
    }

    /** UDP and TCP. */
    public int port() {
        return port;
    }

    public int tlsPort() {
        return tlsPort;
    }

    public long pid() {
        return proxy.pid();
    }

    public String tail() {
        return proxy.tail() + media.tail();
    }

    @Override
    public void close() {
        proxy.close();
        media.close();
    }
}
