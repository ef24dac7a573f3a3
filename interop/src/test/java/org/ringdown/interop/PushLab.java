package org.ringdown.interop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A push service, and the keys of the browser that it is for: the makers' services cannot be reached from here, so that a page subscribes to this one by a
 * {@code PushManager} of ours.
 */
final class PushLab implements AutoCloseable {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String SECRET = BASE64.encodeToString("sixteen bytes ok".getBytes());

    private final HttpServer server;
    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private final String publicKey;
    private final String secretKey;

    private PushLab(HttpServer server) throws GeneralSecurityException {
        this.server = server;
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var keys = generator.generateKeyPair();
        var point = ((ECPublicKey) keys.getPublic()).getW();
        var whole = new byte[65];
        whole[0] = 4;
        System.arraycopy(fixed(point.getAffineX()), 0, whole, 1, 32);
        System.arraycopy(fixed(point.getAffineY()), 0, whole, 33, 32);
        publicKey = BASE64.encodeToString(whole);
        secretKey = BASE64.encodeToString(fixed(((ECPrivateKey) keys.getPrivate()).getS()));
    }

    static PushLab open() {
        try {
            var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var server = HttpServer.create(loopback, 0);
            var lab = new PushLab(server);
            server.createContext("/", lab::take);
            server.start();
            return lab;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] fixed(BigInteger number) {
        var bytes = number.toByteArray();
        var out = new byte[32];
        int size = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - size, out, 32 - size, size);
        return out;
    }

    private void take(HttpExchange exchange) throws IOException {
        messages.add(exchange.getRequestBody().readAllBytes());
        exchange.sendResponseHeaders(201, -1);
        exchange.close();
    }

    /** As it is named in {@code push.hosts}. */
    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on the page's browser subscribes here, and its user allows notifications. */
    String stub() {
        return """
        const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)).buffer;
        const subscription = (key) => ({
          endpoint: 'http://%s/browser', options: { applicationServerKey: key },
          toJSON: () => ({ endpoint: 'http://%s/browser', keys: { p256dh: '%s', auth: '%s' } }),
          unsubscribe: async () => true,
        });
        let made = null;
        PushManager.prototype.getSubscription = async () => made;
        PushManager.prototype.subscribe = async ({ applicationServerKey }) => made = subscription(applicationServerKey.buffer);
        Notification.requestPermission = async () => 'granted';
        """
                .formatted(host(), host(), publicKey, SECRET);
    }

    /** The next message, as it came. */
    String await(Duration within) {
        try {
            var message = messages.poll(within.toMillis(), TimeUnit.MILLISECONDS);
            if (message == null)
                throw new AssertionError("no message for the browser within " + within);
            return BASE64.encodeToString(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What it takes to read one. */
    Map<String, String> keys() {
        return Map.of("secretKey", secretKey, "secret", SECRET);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
