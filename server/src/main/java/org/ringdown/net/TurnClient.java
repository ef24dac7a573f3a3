package org.ringdown.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.stun.Stun;
import org.ringdown.stun.StunIntegrity;
import org.ringdown.stun.StunMessage;
import org.ringdown.stun.StunWriter;
import org.ringdown.time.Clock;
import org.ringdown.wire.MalformedException;

/** Tries a STUN or TURN server as a page would use it: asks where it sees us, or for an address that it gives back at once. Blocks. */
public final class TurnClient {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final InetAddress EVERY_ADDRESS = InetAddress.ofLiteral("::");
    private static final int LARGEST = 1024;
    private static final int ID = 12;
    private static final int UDP =
            17 << 24; // RFC 8656 §18.7: the number, and three bytes for later
    private static final int UNAUTHENTICATED = 401;

    private final Clock clock;
    private final RandomGenerator random;

    /** What came of it. */
    public sealed interface Outcome {
        /** @param address where it sees us, or what it has set aside for us */
        record Served(InetSocketAddress address) implements Outcome {}

        /** @param code of RFC 8489 §14.8: 401 where it does not take the password */
        record Refused(int code) implements Outcome {}

        record Unreachable(String why) implements Outcome {}
    }

    /** @param random beyond prediction */
    public TurnClient(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public Outcome attempt(IceServerUrl url, String username, String password) {
        try (var exchange = open(url)) {
            return url.relay() ? allocate(exchange, username, password) : bind(exchange);
        } catch (IOException | MalformedException e) {
            return new Outcome.Unreachable(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Where a STUN server sees us, over UDP: the address is of use, not the port, which is one for this question alone.
     *
     * @param local an address of ours, or every address
     */
    Outcome seen(InetSocketAddress server, InetAddress local) {
        try (var exchange = new StunExchange.Udp(server, local, clock)) {
            return bind(exchange);
        } catch (IOException | MalformedException e) {
            return new Outcome.Unreachable(String.valueOf(e.getMessage()));
        }
    }

    private StunExchange open(IceServerUrl url) throws IOException {
        if (url.secure()) return StunExchange.Stream.tls(url.host(), url.address(), PATIENCE);
        return url.tcp()
                ? StunExchange.Stream.tcp(url.address(), PATIENCE)
                : new StunExchange.Udp(url.address(), EVERY_ADDRESS, clock);
    }

    private Outcome bind(StunExchange exchange) throws IOException, MalformedException {
        var out = ByteBuffer.allocate(LARGEST);
        new StunWriter(out, Stun.BINDING_REQUEST, id()).fingerprint();
        var answer = exchange.ask(out.flip());
        return outcome(answer, answer.xorMappedAddress());
    }

    /** The first request is refused with what the second has to prove (RFC 8489 §9.2.3). */
    private Outcome allocate(StunExchange exchange, String username, String password)
            throws IOException, MalformedException {
        var out = ByteBuffer.allocate(LARGEST);
        new StunWriter(out, Stun.ALLOCATE_REQUEST, id()).number(Stun.REQUESTED_TRANSPORT, UDP);
        var challenge = exchange.ask(out.flip());
        if (!challenge.errorCode().equals(Optional.of(UNAUTHENTICATED)))
            return outcome(challenge, challenge.xorRelayedAddress());
        var proof =
                new Proof(
                        username,
                        challenge.text(Stun.REALM).orElse(""),
                        challenge.text(Stun.NONCE).orElse(""),
                        password);
        var answer = exchange.ask(proof.of(Stun.ALLOCATE_REQUEST, Stun.REQUESTED_TRANSPORT, UDP));
        var outcome = outcome(answer, answer.xorRelayedAddress());
        if (outcome instanceof Outcome.Served)
            exchange.ask(proof.of(Stun.REFRESH_REQUEST, Stun.LIFETIME, 0));
        return outcome;
    }

    private static Outcome outcome(StunMessage answer, Optional<InetSocketAddress> address)
            throws MalformedException {
        var refused = answer.errorCode();
        if (refused.isPresent()) return new Outcome.Refused(refused.get());
        return address.<Outcome>map(Outcome.Served::new)
                .orElseGet(() -> new Outcome.Unreachable("its answer has no address in it"));
    }

    private ByteBuffer id() {
        var id = new byte[ID];
        random.nextBytes(id);
        return ByteBuffer.wrap(id);
    }

    /** Who we are at a server. */
    private final class Proof {
        private final String username;
        private final String realm;
        private final String nonce;
        private final StunIntegrity integrity;

        Proof(String username, String realm, String nonce, String password) {
            this.username = username;
            this.realm = realm;
            this.nonce = nonce;
            this.integrity = StunIntegrity.longTerm(username, realm, password);
        }

        ByteBuffer of(int type, int attribute, int value) {
            var out = ByteBuffer.allocate(LARGEST);
            new StunWriter(out, type, id())
                    .number(attribute, value)
                    .text(Stun.USERNAME, username)
                    .text(Stun.REALM, realm)
                    .text(Stun.NONCE, nonce)
                    .integrity(integrity);
            return out.flip();
        }
    }
}
