package org.ringdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringdown.cli.CannotStart;
import org.ringdown.config.Configuration;
import org.ringdown.config.ConfigurationReader;
import org.ringdown.config.ConfigurationReader.Outcome;
import org.ringdown.config.ConfigurationReader.Sources;

/** Starts the whole program in this process, and ends it: what is opened is open, and closed again. */
class MainTest {
    private static final List<String> FREE_PORTS =
            List.of("http.port=0", "sip.port=0", "media.webrtc-port=0");

    @TempDir Path folder;

    @Test
    void startsServesAndEnds() throws Exception {
        var running = Main.start(dev());
        var http = running.addresses().http().orElseThrow();
        var sip = running.addresses().sipUdp().orElseThrow();
        try (var client = HttpClient.newHttpClient()) {
            var url = "http://127.0.0.1:" + http.getPort();
            assertThat(get(client, url + "/readyz").statusCode()).isEqualTo(200);
            assertThat(
                            get(client, url + "/")
                                    .headers()
                                    .firstValue("Content-Security-Policy")
                                    .orElse(""))
                    .contains("script-src 'self'");
            assertThat(get(client, url + "/").body()).contains("content=\"dev\"");
            for (var file :
                    List.of(
                            "/embed",
                            "/ringdown.js",
                            "/ringdown.js.map",
                            "/ringdown.global.js",
                            "/ringdown-client.js")) {
                assertThat(get(client, url + file).statusCode()).as(file).isEqualTo(200);
            }
            assertThat(running.addresses().webrtc()).isNotEmpty();
            assertThat(options(sip.getPort())).startsWith("SIP/2.0 ");
            assertThat(Path.of("ringdown-data")).doesNotExist();
        } finally {
            running.end().run();
        }

        for (var closed : List.of(http, running.addresses().sipTcp().orElseThrow())) {
            assertThatThrownBy(() -> new Socket(closed.getAddress(), closed.getPort()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aPageThatShowsItsTokenIsWelcome() throws Exception {
        var running = Main.start(dev());
        try (var client = HttpClient.newHttpClient()) {
            var authority = "127.0.0.1:" + running.addresses().http().orElseThrow().getPort();
            var token =
                    client.send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            "http://" + authority + "/v1/tokens"))
                                            .POST(
                                                    HttpRequest.BodyPublishers.ofString(
                                                            "{\"user\":\"alice\"}"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body()
                            .replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
            var heard = new LinkedBlockingQueue<String>();
            var socket =
                    client.newWebSocketBuilder()
                            .header("Origin", "http://" + authority)
                            .buildAsync(
                                    URI.create("ws://" + authority + "/v1/phone"), listener(heard))
                            .join();

            socket.sendText("{\"type\":\"hello\",\"v\":1,\"token\":\"" + token + "\"}", true)
                    .join();

            assertThat(heard.poll(10, TimeUnit.SECONDS))
                    .contains("\"type\":\"welcome\"")
                    .contains("\"user\":\"alice\"");
            socket.abort();
        } finally {
            running.end().run();
        }
    }

    @Test
    void aChosenPortThatIsTakenIsAnError() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Main.start(dev("http.port=" + taken.getLocalPort())))
                    .isInstanceOf(CannotStart.class)
                    .hasMessage(
                            "Port %d (http.port) is taken; stop what listens there, or set http.port to another one.",
                            taken.getLocalPort())
                    .extracting(e -> ((CannotStart) e).exitCode())
                    .isEqualTo(CannotStart.PORT_TAKEN);
        }
    }

    @Test
    void anAddressThatIsNotOursIsAnError() {
        assertThatThrownBy(
                        () -> Main.start(file("sip: {host: 192.0.2.1, port: 0}\nhttp: {port: 0}")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("192.0.2.1")
                .hasMessageContaining("is not an address of this machine");
    }

    @Test
    void everythingMayBeOff() throws Exception {
        var running = Main.start(dev("http.port=off", "sip.port=off"));
        try {
            assertThat(running.addresses().http()).isEmpty();
            assertThat(running.addresses().sipUdp()).isEmpty();
        } finally {
            running.end().run();
        }
    }

    private static Configuration dev(String... more) {
        var sets = new ArrayList<>(FREE_PORTS);
        sets.addAll(List.of(more));
        return good(new Sources(Optional.empty(), Map.of(), sets));
    }

    private Configuration file(String yaml) throws Exception {
        var file = Files.writeString(folder.resolve("ringdown.yaml"), yaml);
        return good(new Sources(Optional.of(file), Map.of(), List.of("media.webrtc-port=0")));
    }

    private static Configuration good(Sources sources) {
        var outcome = ConfigurationReader.read(sources);
        assertThat(outcome).isInstanceOf(Outcome.Good.class);
        return ((Outcome.Good) outcome).configuration();
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static WebSocket.Listener listener(BlockingQueue<String> heard) {
        return new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                heard.add(text.toString());
                socket.request(1);
                return null;
            }
        };
    }

    /** The first line of the answer to OPTIONS. */
    private static String options(int port) throws Exception {
        try (var phone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            phone.setSoTimeout(5_000);
            var request =
                    """
                    OPTIONS sip:127.0.0.1:%1$d SIP/2.0\r
                    Via: SIP/2.0/UDP 127.0.0.1:%2$d;branch=z9hG4bKx;rport\r
                    From: <sip:t@127.0.0.1>;tag=1\r
                    To: <sip:127.0.0.1>\r
                    Call-ID: o\r
                    CSeq: 1 OPTIONS\r
                    Max-Forwards: 70\r
                    Content-Length: 0\r
                    \r
                    """
                            .formatted(port, phone.getLocalPort())
                            .getBytes(StandardCharsets.US_ASCII);
            phone.send(
                    new DatagramPacket(
                            request, request.length, InetAddress.getLoopbackAddress(), port));
            var answer = new DatagramPacket(new byte[4096], 4096);
            phone.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }
}
