package org.ringdown.webpush;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringdown.push.ClosedPages;
import org.ringdown.push.Notice;
import org.ringdown.push.Subscription;
import org.ringdown.time.Clock;
import tools.jackson.databind.json.JsonMapper;

/** Messages as a push service gets them, and as the browser behind it reads them. */
class WebPushTest {
    private static final int HURRY = 100;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final byte[] SECRET = "sixteen bytes ok".getBytes(StandardCharsets.US_ASCII);

    @TempDir private Path folder;

    private final KeyPair browser = P256.fresh(new SecureRandom());
    private final BlockingQueue<Got> got = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(1);
    private HttpServer service;
    private WebPush push;

    private record Got(Map<String, List<String>> headers, byte[] body) {
        String header(String name) {
            return headers.get(name).getFirst();
        }
    }

    @BeforeEach
    void open() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::take);
        service.start();
        push = openPush();
    }

    private WebPush openPush() throws IOException {
        var policy =
                new WebPush.Policy(
                        "mailto:admin@example.com",
                        new PushHosts(List.of("127.0.0.1:" + service.getAddress().getPort())),
                        Duration.ofSeconds(20));
        var files = new WebPush.Files(folder.resolve("push.key"), folder.resolve("browsers.jsonl"));
        return WebPush.open(
                Optional.of(files),
                policy,
                Clock.system(),
                (delay, task) -> {
                    var planned =
                            later.schedule(task, delay.toNanos() / HURRY, TimeUnit.NANOSECONDS);
                    return () -> planned.cancel(false);
                },
                new SecureRandom());
    }

    private void take(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        got.add(new Got(Map.copyOf(exchange.getRequestHeaders()), body));
        var answer = Optional.ofNullable(answers.poll()).orElse(201);
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    @AfterEach
    void close() {
        push.close();
        service.stop(0);
        later.shutdown();
    }

    private Subscription subscription(String path) {
        return new Subscription(
                "http://127.0.0.1:" + service.getAddress().getPort() + path,
                BASE64.encodeToString(P256.write((ECPublicKey) browser.getPublic())),
                BASE64.encodeToString(SECRET),
                "https://phone.example.com/");
    }

    private Got next() throws InterruptedException {
        var next = got.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("a message").isNotNull();
        return next;
    }

    @Test
    void theBrowserReadsWhoCalls() throws Exception {
        assertThat(push.add("alice", subscription("/a"))).isEmpty();
        push.tell("alice", new Notice.Rings("c1", "Bob"));

        var message = next();
        assertThat(message.header("Ttl")).isEqualTo("20");
        assertThat(message.header("Urgency")).isEqualTo("high");
        assertThat(message.header("Content-encoding")).isEqualTo("aes128gcm");
        assertThat(message.header("Topic")).matches("[A-Za-z0-9_-]{1,32}");
        var text = new MessageOpener(browser, SECRET).open(message.body());
        assertThat(new String(text, StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"type\":\"rings\",\"call\":\"c1\",\"from\":\"Bob\",\"page\":\"https://phone.example.com/\"}");
    }

    @Test
    void whatIsToldLaterTakesTheFirstMessagesPlace() throws Exception {
        push.add("alice", subscription("/a"));
        push.tell("alice", new Notice.Rings("c1", "Bob"));
        var rings = next();
        push.tell("alice", new Notice.Over("c1", "Bob", true));
        var over = next();
        assertThat(over.header("Topic")).isEqualTo(rings.header("Topic"));
        var text = new MessageOpener(browser, SECRET).open(over.body());
        assertThat(new JsonMapper().readTree(text).path("missed").asBoolean()).isTrue();
    }

    @Test
    void weSayWhoWeAre() throws Exception {
        push.add("alice", subscription("/a"));
        push.tell("alice", new Notice.Rings("c1", "Bob"));
        var said = next().header("Authorization");
        assertThat(said).startsWith("vapid t=").endsWith(", k=" + push.key().orElseThrow());
        var parts = said.substring("vapid t=".length(), said.indexOf(',')).split("\\.");
        var claims = new JsonMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
        assertThat(claims.path("aud").asString())
                .isEqualTo("http://127.0.0.1:" + service.getAddress().getPort());
        assertThat(claims.path("sub").asString()).isEqualTo("mailto:admin@example.com");
        assertThat(claims.path("exp").asLong() - Clock.system().wall().getEpochSecond())
                .isBetween(1L, 86_400L);
        var verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        verifier.initVerify(P256.read(Base64.getUrlDecoder().decode(push.key().orElseThrow())));
        verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(verifier.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @Test
    void aSubscriptionThatIsGoneIsForgotten() throws Exception {
        push.add("alice", subscription("/a"));
        answers.add(410);
        push.tell("alice", new Notice.Rings("c1", "Bob"));
        next();
        await(() -> !push.has("alice"));
    }

    @Test
    void aServiceThatIsBusyIsAskedAgainWhileItRings() throws Exception {
        push.add("alice", subscription("/a"));
        answers.addAll(List.of(503, 429));
        push.tell("alice", new Notice.Rings("c1", "Bob"));
        next();
        next();
        next();
        assertThat(answers).isEmpty();
        assertThat(push.has("alice")).isTrue();
    }

    @Test
    void elevenBrowsersAreTenAndTheOldestIsForgotten() {
        for (int i = 0; i <= ClosedPages.MOST; i++) push.add("alice", subscription("/" + i));
        assertThat(push.of("alice"))
                .hasSize(ClosedPages.MOST)
                .noneMatch(one -> one.endpoint().endsWith("/0"));
    }

    @Test
    void aBrowserIsOneUsers() {
        push.add("alice", subscription("/a"));
        push.add("bob", subscription("/a"));
        assertThat(push.has("alice")).isFalse();
        assertThat(push.has("bob")).isTrue();
        push.remove("bob", subscription("/a").endpoint());
        assertThat(push.has("bob")).isFalse();
    }

    @Test
    void whatIsNoSubscriptionIsRefused() {
        var good = subscription("/a");
        assertThat(
                        push.add(
                                "alice",
                                new Subscription(
                                        "https://evil.example/", good.key(), good.secret(), "p")))
                .hasValueSatisfying(why -> assertThat(why).contains("push.hosts"));
        for (var key : List.of("", "AAAA", "not base64!", good.secret()))
            assertThat(
                            push.add(
                                    "alice",
                                    new Subscription(good.endpoint(), key, good.secret(), "p")))
                    .isPresent();
        assertThat(push.add("alice", new Subscription(good.endpoint(), good.key(), "AAAA", "p")))
                .isPresent();
        assertThat(push.has("alice")).isFalse();
    }

    @Test
    void keysAndBrowsersOutliveTheProgram() throws Exception {
        var key = push.key();
        push.add("alice", subscription("/a"));
        push.add("bob", subscription("/b"));
        push.close();
        push = openPush();
        assertThat(push.key()).isEqualTo(key);
        assertThat(push.of("alice")).containsExactly(subscription("/a"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("push.key"))).hasSize(2);
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (deadline - System.nanoTime() < 0) throw new AssertionError("it did not happen");
            Thread.onSpinWait();
        }
    }
}
