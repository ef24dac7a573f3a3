package org.ringdown.webpush;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.ringdown.push.ClosedPages;
import org.ringdown.push.Notice;
import org.ringdown.push.Subscription;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/** Wakes browsers by their push services. A message that does not get through is tried again for as long as the call rings. */
public final class WebPush implements ClosedPages, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebPush.class);

    private static final Duration PATIENCE_WITH_A_SERVICE = Duration.ofSeconds(10);
    private static final Duration UNTIL_ANOTHER_TRY = Duration.ofSeconds(2);

    /** Whoever was offline learns of a call that they missed. */
    private static final Duration NEWS_FOR = Duration.ofHours(12);

    /** At a time; more would be a flood of ours. */
    private static final int MOST_ON_THE_WAY = 500;

    private static final int SECRET = 16;
    private static final int TOPIC = 16;

    private final Browsers browsers;
    private final ApplicationServer us;
    private final PushHosts hosts;
    private final Duration patience;
    private final Timers timers;
    private final MessageEncryption encryption;
    private volatile boolean closed;
    private final Semaphore way = new Semaphore(MOST_ON_THE_WAY);
    private final HttpClient client =
            HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(PATIENCE_WITH_A_SERVICE)
                    .build();

    /**
     * Where things are kept.
     *
     * @param key our key pair, made where there is none
     * @param browsers whom we may wake
     */
    public record Files(Path key, Path browsers) {}

    /**
     * What the operator decides.
     *
     * @param contact whom a push service may write to, a URI
     * @param patience for how long a call waits for a page
     */
    public record Policy(String contact, PushHosts hosts, Duration patience) {}

    private WebPush(
            KeyPair keys,
            Browsers browsers,
            Policy policy,
            Clock clock,
            Timers timers,
            SecureRandom random) {
        this.browsers = browsers;
        this.us = new ApplicationServer(keys, policy.contact(), clock);
        this.hosts = policy.hosts();
        this.patience = policy.patience();
        this.timers = timers;
        this.encryption = new MessageEncryption(random);
    }

    /** @param files empty where nothing outlives the program: browsers are woken while it runs, and have to be told a new key after that */
    public static WebPush open(
            Optional<Files> files, Policy policy, Clock clock, Timers timers, SecureRandom random)
            throws IOException {
        var keys = files.isPresent() ? KeyFile.in(files.get().key(), random) : P256.fresh(random);
        var browsers = Browsers.in(files.map(Files::browsers));
        return new WebPush(keys, browsers, policy, clock, timers, random);
    }

    @Override
    public Optional<String> key() {
        return Optional.of(us.publicKey());
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public boolean has(String user) {
        return browsers.has(user);
    }

    @Override
    public Optional<String> add(String user, Subscription browser) {
        if (hosts.endpoint(browser.endpoint()).isEmpty())
            return Optional.of("The browser's push service is none of push.hosts");
        try {
            reached(browser);
        } catch (InvalidKeySpecException | IllegalArgumentException e) {
            return Optional.of("The subscription has no keys that a browser makes");
        }
        browsers.add(user, browser);
        return Optional.empty();
    }

    @Override
    public void remove(String user, String endpoint) {
        browsers.remove(user, endpoint);
    }

    @Override
    public void tell(String user, Notice notice) {
        for (var browser : browsers.of(user)) {
            var message = new Message(user, browser, notice);
            Thread.ofVirtual().name("push").start(() -> send(message, patience));
        }
    }

    private record Message(String user, Subscription browser, Notice notice) {}

    private record Reached(ECPublicKey key, byte[] secret) {}

    private static Reached reached(Subscription browser) throws InvalidKeySpecException {
        var secret = Base64.getUrlDecoder().decode(browser.secret());
        if (secret.length != SECRET) throw new InvalidKeySpecException("not 16 bytes");
        return new Reached(P256.read(Base64.getUrlDecoder().decode(browser.key())), secret);
    }

    /** @param left for how long it is worth trying */
    private void send(Message message, Duration left) {
        if (!way.tryAcquire()) {
            log.warn(
                    "a message for a browser of {} is not sent: too many are on the way",
                    message.user());
            return;
        }
        try {
            var endpoint = hosts.endpoint(message.browser().endpoint());
            if (endpoint.isEmpty()) return; // the operator has changed their mind
            var answer = client.send(request(message, endpoint.get()), discarded());
            judge(message, answer, left);
        } catch (IOException e) {
            log.debug(
                    "a message for a browser of {} did not get through: {}",
                    message.user(),
                    e.toString());
            again(message, UNTIL_ANOTHER_TRY, left);
        } catch (GeneralSecurityException e) {
            log.warn("a message for a browser of {} cannot be made", message.user(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            way.release();
        }
    }

    private static HttpResponse.BodyHandler<Void> discarded() {
        return HttpResponse.BodyHandlers.discarding();
    }

    /** RFC 8030 §5. */
    private HttpRequest request(Message message, URI endpoint) throws GeneralSecurityException {
        var browser = reached(message.browser());
        var body = encryption.encrypt(text(message), browser.key(), browser.secret());
        boolean rings = message.notice() instanceof Notice.Rings;
        return HttpRequest.newBuilder(endpoint)
                .timeout(PATIENCE_WITH_A_SERVICE)
                .header("TTL", Long.toString((rings ? patience : NEWS_FOR).toSeconds()))
                .header("Urgency", "high")
                .header("Topic", topic(message.notice().call()))
                .header("Content-Encoding", "aes128gcm")
                .header("Content-Type", "application/octet-stream")
                .header("Authorization", us.authorization(endpoint))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    /** What is told later of the same call takes the place of what has not been delivered (RFC 8030 §5.4). */
    private static String topic(String call) throws GeneralSecurityException {
        var digest =
                MessageDigest.getInstance("SHA-256").digest(call.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOf(digest, TOPIC));
    }

    private static byte[] text(Message message) {
        var notice = message.notice();
        var out =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("type", notice instanceof Notice.Rings ? "rings" : "over")
                        .put("call", notice.call())
                        .put("from", shortened(notice.from()))
                        .put("page", message.browser().page());
        if (notice instanceof Notice.Over(_, _, boolean missed)) out.put("missed", missed);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A caller may have a name as long as a book. */
    private static String shortened(String name) {
        return name.length() <= 200 ? name : name.substring(0, 200);
    }

    private void judge(Message message, HttpResponse<Void> answer, Duration left) {
        int status = answer.statusCode();
        if (status == 404 || status == 410) {
            browsers.remove(message.user(), message.browser().endpoint());
        } else if (status == 429 || status >= 500) {
            again(message, wished(answer), left);
        } else if (status >= 300) {
            log.warn(
                    "{} refuses a message for a browser of {}: {}",
                    answer.uri().getHost(),
                    message.user(),
                    status);
        }
    }

    private static Duration wished(HttpResponse<Void> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,5}"))
                .map(seconds -> Duration.ofSeconds(Math.max(1, Long.parseLong(seconds))))
                .orElse(UNTIL_ANOTHER_TRY);
    }

    private void again(Message message, Duration after, Duration left) {
        var rest = left.minus(after);
        if (rest.isNegative() || closed) return;
        timers.after(after, () -> Thread.startVirtualThread(() -> send(message, rest)));
    }

    /** The browsers that a user has. */
    List<Subscription> of(String user) {
        return browsers.of(user);
    }

    @Override
    public void close() {
        closed = true;
        client.shutdownNow();
        browsers.close();
    }
}
