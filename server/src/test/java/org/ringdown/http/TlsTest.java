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
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
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

            client.newWebSocketBuilder()
                    .header("Origin", "https://" + authority)
                    .buildAsync(
                            URI.create("wss://" + authority + "/v1/phone"),
                            new WebSocket.Listener() {})
                    .join();
            assertThat(server.visits.poll(5, TimeUnit.SECONDS).origin())
                    .isEqualTo("https://" + authority);
        }
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
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("server", certificate.certificate());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
