package org.ringdown.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringdown.tls.TestCertificate;

/** Speaks HTTPS with real certificates, also with one that replaces the first. */
class TlsTest {
    @TempDir Path folder;

    @Test
    void servesPagesAndTheirSocketsOverTls() throws Exception {
        var certificate = TestCertificate.make("EC");
        try (var server = Served.secure(certificate.in(folder));
                var client = trusting(certificate)) {
            var authority = "127.0.0.1:" + server.port();
            var answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create("https://" + authority + "/livez"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);

            var socket =
                    client.newWebSocketBuilder()
                            .header("Origin", "https://" + authority)
                            .buildAsync(
                                    URI.create("wss://" + authority + "/v1/phone"),
                                    new WebSocket.Listener() {})
                            .join();
            assertThat(server.visits.poll(5, TimeUnit.SECONDS).origin())
                    .isEqualTo("https://" + authority);
            socket.abort();
        }
    }

    @Test
    void whoKnowsNoHttp2GetsHttp1() throws Exception {
        var certificate = TestCertificate.make("EC");
        try (var server = Served.secure(certificate.in(folder));
                var client = trusting(certificate)) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create("https://127.0.0.1:" + server.port() + "/livez"))
                            .version(HttpClient.Version.HTTP_1_1)
                            .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void silenceEndsAConnectionWhateverWasAgreedOn() throws Exception {
        var certificate = TestCertificate.make("EC");
        var patience = Duration.ofSeconds(2);
        try (var server = Served.secure(certificate.in(folder), patience);
                var greeting = new Socket("127.0.0.1", server.port())) {
            assertThat(greeting.getInputStream().read()).as("no handshake").isEqualTo(-1);
            for (var protocol : List.of("h2", "http/1.1")) {
                try (var silent = socket(certificate, server.port(), protocol)) {
                    silent.startHandshake();
                    assertThat(silent.getApplicationProtocol()).isEqualTo(protocol);
                    silent.getInputStream().readAllBytes(); // returns when it is closed
                }
            }
        }
    }

    private static SSLSocket socket(TestCertificate certificate, int port, String protocol)
            throws Exception {
        var socket =
                (SSLSocket) context(certificate).getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        return socket;
    }

    @Test
    void doesNotSpeakPlainHttpBeside() throws Exception {
        try (var server = Served.secure(TestCertificate.make("EC").in(folder));
                var plain = new Socket("127.0.0.1", server.port())) {
            plain.getOutputStream()
                    .write(
                            "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));

            assertThat(
                            new String(
                                    plain.getInputStream().readAllBytes(),
                                    StandardCharsets.ISO_8859_1))
                    .doesNotContain(" 200 ");
        }
    }

    @Test
    void aReplacedCertificateIsNoticedAndABrokenOneIsNot() throws Exception {
        var files = TestCertificate.make("EC").in(folder);
        var looks = new ArrayDeque<Runnable>();
        var tls =
                new Tls(
                        files,
                        (_, look) -> {
                            looks.add(look);
                            return () -> {};
                        },
                        Duration.ofMinutes(10));
        tls.context().start();
        var first = tls.context().getSslContext();

        looks.remove().run();
        assertThat(tls.context().getSslContext()).isSameAs(first);

        TestCertificate.make("EC").in(folder);
        Files.setLastModifiedTime(files.cert(), FileTime.fromMillis(1));
        Files.setLastModifiedTime(files.key(), FileTime.fromMillis(2));
        looks.remove().run();
        var second = tls.context().getSslContext();
        assertThat(second).isNotSameAs(first);

        Files.writeString(files.key(), "broken");
        looks.remove().run();
        assertThat(tls.context().getSslContext()).isSameAs(second);
        assertThat(looks).hasSize(1);
    }

    @Test
    void filesThatWillNotDoAreSaid() throws Exception {
        var files = TestCertificate.make("EC").in(folder);
        Files.writeString(files.key(), "broken");

        assertThatThrownBy(() -> Served.secure(files))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("key.pem");
    }

    @Test
    void aStrangerToTheCertificateDoesNotConnect() throws Exception {
        try (var server = Served.secure(TestCertificate.make("EC").in(folder));
                var client = trusting(TestCertificate.make("EC"))) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create("https://127.0.0.1:" + server.port() + "/livez"))
                            .build();

            assertThatThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    private static HttpClient trusting(TestCertificate certificate) throws Exception {
        return HttpClient.newBuilder().sslContext(context(certificate)).build();
    }

    private static SSLContext context(TestCertificate certificate) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("server", certificate.certificate());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
