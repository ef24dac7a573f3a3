package org.ringdown.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.assertj.core.api.Assertions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Transport;
import org.ringdown.time.Timers;
import org.ringdown.tls.KeyFiles;
import org.ringdown.tls.TestCertificate;
import org.ringdown.tls.TlsFiles;
import org.ringdown.tls.TlsFiles.ClientCertificates;
import org.ringdown.tls.TlsIdentity;
import org.ringdown.tls.TrustFile;
import org.ringdown.way.Reached;
import org.ringdown.way.SipDoor;

/** SIP over TLS: who is let in, who is believed, and what happens when certificates are renewed. */
class SipTlsTest {
    private static final InetSocketAddress ANY = new InetSocketAddress("127.0.0.1", 0);
    private static final GeneralName LOCALHOST = new GeneralName(GeneralName.dNSName, "localhost");
    private static final GeneralName LOOPBACK = new GeneralName(GeneralName.iPAddress, "127.0.0.1");
    private static final String OPTIONS =
            """
            OPTIONS sip:127.0.0.1 SIP/2.0\r
            Via: SIP/2.0/TLS 127.0.0.1;branch=z9hG4bK1\r
            From: <sip:a@127.0.0.1>;tag=1\r
            To: <sip:b@127.0.0.1>\r
            Call-ID: 1\r
            CSeq: 1 OPTIONS\r
            Max-Forwards: 70\r
            Content-Length: 0\r
            \r
            """;

    @TempDir private Path folder;

    private final BlockingQueue<Flow> came = new LinkedBlockingQueue<>();
    private final List<Due> timers = new ArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    private record Due(Duration delay, Runnable task) {}

    @AfterEach
    void close() throws Exception {
        for (var each : opened) each.close();
    }

    @Test
    void aMessageComesInAndItsAnswerGoesBackOnTheSameConnection() throws Exception {
        var us = TestCertificate.of("us", LOOPBACK);
        var sockets = open(serverOnly(us));
        try (var phone = connect(sockets, client(us, Optional.empty()))) {
            write(phone, OPTIONS);
            var flow = came.poll(5, TimeUnit.SECONDS);
            assertThat(flow.transport()).isEqualTo(Transport.TLS);
            assertThat(sockets.isOpen(flow)).isTrue();
            assertThat(sockets.sentBy(flow)).isEqualTo("127.0.0.1:" + tlsPort(sockets));

            sockets.send(flow, bytes("SIP/2.0 200 OK"), Assertions::fail);

            assertThat(read(phone, 14)).isEqualTo("SIP/2.0 200 OK");
        }
    }

    @Test
    void aMessageInPiecesOfOneByteIsOneMessage() throws Exception {
        var us = TestCertificate.of("us", LOOPBACK);
        var sockets = open(serverOnly(us));
        try (var phone = connect(sockets, client(us, Optional.empty()))) {
            for (int i = 0; i < OPTIONS.length(); i++) write(phone, OPTIONS.substring(i, i + 1));

            assertThat(came.poll(5, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void whoDoesNotEndItsHandshakeIsNotWaitedFor() throws Exception {
        var sockets = open(serverOnly(TestCertificate.of("us", LOOPBACK)));
        try (var half = new Socket("127.0.0.1", tlsPort(sockets))) {
            half.setSoTimeout(5_000);
            half.getOutputStream().write(new byte[] {22, 3, 1}); // a record that goes no further
            await(SipConnection.PATIENCE).task.run();

            assertThat(isEnded(half)).isTrue();
        }
    }

    @Test
    void whoSpeaksNoTlsIsTurnedAway() throws Exception {
        var sockets = open(serverOnly(TestCertificate.of("us", LOOPBACK)));
        try (var plain = new Socket("127.0.0.1", tlsPort(sockets))) {
            plain.setSoTimeout(5_000);
            write(plain, OPTIONS);

            plain.getInputStream().readAllBytes(); // at most an alert
            assertThat(came).isEmpty();
        }
    }

    @Test
    void clientsThatMustShowACertificateDo() throws Exception {
        var ca = TestCertificate.of("ca");
        var us = TestCertificate.of("us", LOOPBACK);
        var sockets = open(files(us, Optional.of(ca), ClientCertificates.NEED));

        try (var known = connect(sockets, client(us, Optional.of(ca.issue("phone"))))) {
            write(known, OPTIONS);
            assertThat(came.poll(5, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(isRefused(sockets, client(us, Optional.empty()))).isTrue();
        var stranger = TestCertificate.of("ca").issue("phone");
        assertThat(isRefused(sockets, client(us, Optional.of(stranger)))).isTrue();
        assertThat(came).isEmpty();
    }

    // Those we call

    @Test
    void whomTheUriNamesIsReachedAndTheConnectionIsUsedAgain() throws Exception {
        var pbx = open(serverOnly(TestCertificate.of("pbx", LOCALHOST)));
        var us = open(trusting("a", TestCertificate.of("x"), pbxCa()));

        var flow = reach(us, "sips:pbx@localhost:" + tlsPort(pbx)).orElseThrow();

        assertThat(flow.transport()).isEqualTo(Transport.TLS);
        assertThat(reach(us, "sip:localhost:" + tlsPort(pbx) + ";transport=tls")).contains(flow);
        us.send(flow, bytes(OPTIONS), Assertions::fail);
        assertThat(came.poll(5, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void aConnectionThatLeadsToOneHostIsNotUsedForAnother() throws Exception {
        var both = TestCertificate.of("pbx", LOCALHOST, LOOPBACK);
        var pbx = open(serverOnly(both));
        var us = open(trusting("a", TestCertificate.of("x"), pbxCa()));

        var byName = reach(us, "sips:localhost:" + tlsPort(pbx)).orElseThrow();
        var byAddress = reach(us, "sips:127.0.0.1:" + tlsPort(pbx)).orElseThrow();

        assertThat(byAddress.connection()).isNotEqualTo(byName.connection());
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        var pbx = open(serverOnly(TestCertificate.of("pbx", LOCALHOST)));
        var us = open(trusting("a", TestCertificate.of("x"), pbxCa()));

        assertThat(reach(us, "sips:127.0.0.1:" + tlsPort(pbx))).isEmpty();
    }

    @Test
    void aCertificateOfWhomWeDoNotTrustIsRefused() throws Exception {
        var pbx = open(serverOnly(TestCertificate.of("pbx", LOCALHOST)));
        var other = TestCertificate.of("other");

        assertThat(reach(open(trusting("a", other, other)), "sips:localhost:" + tlsPort(pbx)))
                .isEmpty();
        assertThat(reach(open(TlsFiles.NONE), "sips:localhost:" + tlsPort(pbx))).isEmpty();
    }

    @Test
    void oneHostMayBeVouchedForByACaOfItsOwn() throws Exception {
        var pbx = open(serverOnly(TestCertificate.of("pbx", LOCALHOST)));
        var ca = Map.of("localhost", trustFile("own-ca", pbxCa()));
        var files = new TlsFiles(Optional.empty(), Optional.empty(), ClientCertificates.OFF, ca);

        assertThat(reach(open(files), "sips:localhost:" + tlsPort(pbx))).isPresent();
    }

    @Test
    void weShowOurCertificateToWhomWeCall() throws Exception {
        var ca = TestCertificate.of("ca");
        var pbxOwn = TestCertificate.of("pbx", LOCALHOST);
        var pbx = open(files(pbxOwn, Optional.of(ca), ClientCertificates.NEED));
        var us = open(trusting("a", ca.issue("us"), pbxOwn));

        var flow = reach(us, "sips:localhost:" + tlsPort(pbx)).orElseThrow();
        us.send(flow, bytes(OPTIONS), () -> {});

        assertThat(came.poll(5, TimeUnit.SECONDS)).isNotNull();
    }

    // Renewal

    @Test
    void aRenewedCertificateIsShownToWhoConnectsNextAndNobodyIsDropped() throws Exception {
        var before = TestCertificate.of("before", LOOPBACK);
        var after = TestCertificate.of("after", LOOPBACK);
        var sockets = open(serverOnly(before));
        try (var early = connect(sockets, client(before, Optional.empty()))) {
            write(early, OPTIONS);
            var flow = came.poll(5, TimeUnit.SECONDS);

            replace(after);

            try (var late = connect(sockets, client(after, Optional.empty()))) {
                assertThat(shown(late)).isEqualTo(after.certificate());
            }
            sockets.send(flow, bytes("still here"), Assertions::fail);
            assertThat(read(early, 10)).isEqualTo("still here");
        }
    }

    @Test
    void aBrokenFileChangesNothingUntilItIsRepaired() throws Exception {
        var before = TestCertificate.of("before", LOOPBACK);
        var sockets = open(serverOnly(before));
        Files.writeString(keyFiles.cert(), "half a certif");
        touch(keyFiles.cert(), 10);
        look();
        try (var phone = connect(sockets, client(before, Optional.empty()))) {
            assertThat(shown(phone)).isEqualTo(before.certificate());
        }

        var after = TestCertificate.of("after", LOOPBACK);
        replace(after);

        try (var phone = connect(sockets, client(after, Optional.empty()))) {
            assertThat(shown(phone)).isEqualTo(after.certificate());
        }
    }

    private KeyFiles keyFiles;
    private TestCertificate pbxCertificate;

    private TestCertificate pbxCa() {
        return pbxCertificate;
    }

    private TlsFiles serverOnly(TestCertificate own) throws IOException {
        return files(own, Optional.empty(), ClientCertificates.OFF);
    }

    private TlsFiles files(
            TestCertificate own, Optional<TestCertificate> ca, ClientCertificates clients)
            throws IOException {
        pbxCertificate = own;
        keyFiles = own.in(folder("server"));
        Optional<TrustFile> trusted =
                ca.isPresent() ? Optional.of(trustFile("server", ca.get())) : Optional.empty();
        return new TlsFiles(Optional.of(keyFiles), trusted, clients, Map.of());
    }

    private TlsFiles trusting(String name, TestCertificate own, TestCertificate ca)
            throws IOException {
        return new TlsFiles(
                Optional.of(own.in(folder(name))),
                Optional.of(trustFile(name, ca)),
                ClientCertificates.OFF,
                Map.of());
    }

    private TrustFile trustFile(String name, TestCertificate ca) throws IOException {
        return ca.trustIn(folder(name));
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private void replace(TestCertificate after) throws Exception {
        after.in(folder("server"));
        touch(keyFiles.cert(), 20);
        look();
    }

    /** So that the file's time differs, however coarse the clock of the file system is. */
    private static void touch(Path file, int secondsLater) throws IOException {
        var time = Files.getLastModifiedTime(file).toInstant().plusSeconds(secondsLater);
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    /** Lets the next look at the files happen, and waits until it is over. */
    private void look() throws Exception {
        await(TlsIdentity.LOOK).task.run();
        await(TlsIdentity.LOOK, true);
    }

    private SipSockets open(TlsFiles files) throws IOException {
        var around =
                new SipSockets.Surroundings(
                        Router.NONE, files, this::after, new SplittableRandom(1));
        var sockets = SipSockets.open(ANY, around);
        opened.add(sockets);
        sockets.listenTls(ANY);
        sockets.serve(
                new SipDoor() {
                    @Override
                    public void datagram(ByteBuffer datagram, Flow from) {
                        came.add(from);
                    }

                    @Override
                    public boolean message(SipMessage message, Flow from) {
                        return came.add(from);
                    }
                });
        return sockets;
    }

    private static int tlsPort(SipSockets sockets) {
        return sockets.localTls().orElseThrow().getPort();
    }

    private Timers.Timer after(Duration delay, Runnable task) {
        synchronized (timers) {
            timers.add(new Due(delay, task));
            timers.notifyAll();
        }
        return () -> {};
    }

    private Due await(Duration delay) throws InterruptedException {
        return await(delay, false);
    }

    /** A timer of this length; {@code peek} leaves it where it is. */
    private Due await(Duration delay, boolean peek) throws InterruptedException {
        synchronized (timers) {
            while (true) {
                for (var due : timers) {
                    if (!due.delay.equals(delay)) continue;
                    if (!peek) timers.remove(due);
                    return due;
                }
                timers.wait(5_000);
            }
        }
    }

    private static Optional<Flow> reach(SipSockets sockets, String uri) throws Exception {
        var found = new LinkedBlockingQueue<Optional<Flow>>();
        Reached.first(sockets, SipUri.parse(uri), way -> found.add(way.map(Reached::flow)));
        return found.poll(10, TimeUnit.SECONDS);
    }

    private SSLContext client(TestCertificate trusted, Optional<TestCertificate> own)
            throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("server", trusted.certificate());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own.isPresent() ? own.get().in(folder("client")).load() : null, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static SSLSocket connect(SipSockets sockets, SSLContext context) throws IOException {
        var socket =
                (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", tlsPort(sockets));
        socket.setSoTimeout(5_000);
        return socket;
    }

    /** With TLS 1.3 a client learns only when it reads that its certificate was not good enough. */
    private static boolean isRefused(SipSockets sockets, SSLContext context) throws IOException {
        try (var socket = connect(sockets, context)) {
            write(socket, OPTIONS);
            return isEnded(socket);
        } catch (SSLException | SocketException refused) {
            return true;
        }
    }

    private static boolean isEnded(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SSLException | SocketException ended) {
            return true;
        }
    }

    private static X509Certificate shown(SSLSocket socket) throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(Socket socket, int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.UTF_8);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
