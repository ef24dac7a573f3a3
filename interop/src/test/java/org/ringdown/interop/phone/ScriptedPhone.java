package org.ringdown.interop.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.ringdown.interop.process.Host;

/**
 * A SIP phone on a UDP port: it rings, answers, refuses and calls when the test says so, and keeps every request it gets.
 *
 * <p>By itself it answers OPTIONS, BYE and CANCEL, and whatever is repeated to it.
 */
public final class ScriptedPhone implements AutoCloseable {
    private static final Duration REGISTER_TIME = Duration.ofSeconds(5);

    private final Host host;
    private final DatagramSocket socket;
    private final String user;
    private final List<SipText> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger repetitions = new AtomicInteger();
    private final BlockingQueue<PhoneCall> incoming = new LinkedBlockingQueue<>();
    private final Map<String, PhoneCall> calls = new ConcurrentHashMap<>(); // by Call-ID
    private final Map<String, Exchange> exchanges =
            new ConcurrentHashMap<>(); // by branch and method
    private final Map<String, SipText> answers =
            new ConcurrentHashMap<>(); // what a repeated request gets again

    private ScriptedPhone(Host host, String user, DatagramSocket socket) {
        this.host = host;
        this.user = user;
        this.socket = socket;
    }

    public static ScriptedPhone open(String user) {
        return open(Host.HERE, user);
    }

    /** One elsewhere. */
    public static ScriptedPhone open(Host host, String user) {
        var address = new InetSocketAddress(host.address(), 0);
        var phone = new ScriptedPhone(host, user, host.inside(() -> new DatagramSocket(address)));
        Thread.ofPlatform().daemon().name("phone " + user).start(phone::listen);
        return phone;
    }

    Host host() {
        return host;
    }

    public String user() {
        return user;
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** What to dial. */
    public String uri() {
        return "sip:" + user + "@" + host.inUri() + ":" + port();
    }

    /** Every request that came so far, oldest first, ACK among them; repetitions are counted apart. */
    public List<SipText> requests() {
        return List.copyOf(requests);
    }

    public int repetitions() {
        return repetitions.get();
    }

    /** The next incoming call, which has heard nothing from us yet. */
    public PhoneCall awaitCall(Duration within) {
        try {
            var call = incoming.poll(within.toNanos(), TimeUnit.NANOSECONDS);
            if (call != null) return call;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("after " + within.toMillis() + " ms still no call to " + uri());
    }

    /** Calls {@code uri}, offering {@code codecs}; a challenge is answered for {@code identity}. */
    public PhoneCall dial(String uri, List<String> codecs, Optional<Digest> identity) {
        var call = PhoneCall.outgoing(this, uri, codecs, identity);
        calls.put(call.id(), call);
        call.start();
        return call;
    }

    /** Registers at {@code registrar} as {@code identity}; {@code seconds} 0 takes it back. The final response is returned. */
    public SipText register(InetSocketAddress registrar, Digest identity, int seconds) {
        var domain = domain(registrar);
        var aor = "<sip:" + identity.user() + "@" + domain + ">";
        var request =
                SipText.request("REGISTER", "sip:" + domain, List.of(via()))
                        .with("From", aor + ";tag=" + token())
                        .with("To", aor)
                        .with("Call-ID", token())
                        .with("CSeq", "1 REGISTER")
                        .with("Contact", contact())
                        .with("Expires", Integer.toString(seconds))
                        .with("Max-Forwards", "70");
        var first = exchange(request, registrar).awaitFinal(REGISTER_TIME);
        if (first.status() != 401) return first;
        var credentials =
                identity.answer(first.header("WWW-Authenticate"), "REGISTER", request.requestUri());
        var again =
                request.with("Via", via().value())
                        .with("CSeq", "2 REGISTER")
                        .with("Authorization", credentials);
        return exchange(again, registrar).awaitFinal(REGISTER_TIME);
    }

    /** Of addresses at a gateway that is reached there. */
    static String domain(InetSocketAddress gateway) {
        var address = gateway.getAddress().getHostAddress();
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + gateway.getPort();
    }

    Exchange exchange(SipText request, InetSocketAddress to) {
        var exchange = new Exchange(request);
        send(exchange, request, to);
        return exchange;
    }

    /** Sends {@code request} within {@code exchange}: its responses go there. */
    void send(Exchange exchange, SipText request, InetSocketAddress to) {
        exchanges.put(request.transaction(), exchange);
        exchange.send(request, this, to);
    }

    void send(SipText message, InetSocketAddress to) {
        var bytes = message.toString().getBytes(StandardCharsets.UTF_8);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            if (!closed()) throw new UncheckedIOException(e);
        }
    }

    /** Answers {@code request}, and will do so again should it come again. */
    void answer(SipText request, SipText response, InetSocketAddress to) {
        answers.put(request.transaction(), response);
        send(response, to);
    }

    SipText.Header via() {
        return new SipText.Header(
                "Via",
                "SIP/2.0/UDP "
                        + host.inUri()
                        + ":"
                        + port()
                        + ";branch=z9hG4bK"
                        + token()
                        + ";rport");
    }

    String contact() {
        return "<" + uri() + ">";
    }

    static String token() {
        return Long.toHexString(RandomGenerator.getDefault().nextLong());
    }

    boolean closed() {
        return socket.isClosed();
    }

    private void listen() {
        var packet = new DatagramPacket(new byte[65_536], 65_536);
        while (!closed()) {
            try {
                packet.setLength(65_536);
                socket.receive(packet);
                var text =
                        new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                if (text.isBlank()) continue; // a keep-alive, RFC 5626 §4.4.1
                var message = SipText.parse(text);
                var from = (InetSocketAddress) packet.getSocketAddress();
                if (message.isRequest()) request(message, from);
                else response(message);
            } catch (IOException e) {
                continue; // closed, or the far port was
            }
        }
    }

    private void response(SipText response) {
        var call =
                Optional.ofNullable(calls.get(response.header("Call-ID")))
                        .filter(_ -> response.method().equals("INVITE"));
        boolean answered = call.isPresent() && call.get().responded(response);
        if (!answered)
            Optional.ofNullable(exchanges.get(response.transaction()))
                    .ifPresent(exchange -> exchange.receive(response));
    }

    private void request(SipText request, InetSocketAddress from) {
        var method = request.method();
        var known = answers.get(request.transaction());
        if (known != null) {
            repetitions.incrementAndGet();
            send(known, from);
            return;
        }
        requests.add(request);
        var call = calls.get(request.header("Call-ID"));
        if (call != null) call.requested(request, from);
        else if (method.equals("INVITE")) ring(request, from);
        else if (!method.equals("ACK"))
            answer(
                    request,
                    reply(request, method.equals("OPTIONS") ? "200 OK" : "481 No such call"),
                    from);
    }

    private void ring(SipText invite, InetSocketAddress from) {
        var call = PhoneCall.incoming(this, invite, from);
        calls.put(call.id(), call);
        answer(invite, reply(invite, "100 Trying"), from);
        incoming.add(call);
    }

    /** A response without a body: what must be copied from the request is (RFC 3261 §8.2.6.2). */
    static SipText reply(SipText request, String status) {
        var headers = new ArrayList<SipText.Header>();
        for (var header : request.headers()) {
            switch (header.name().toLowerCase()) {
                case "via", "from", "to", "call-id", "cseq", "record-route" -> headers.add(header);
                default -> {}
            }
        }
        headers.add(new SipText.Header("Content-Length", "0"));
        return new SipText("SIP/2.0 " + status, List.copyOf(headers), "");
    }

    /** Hangs up nothing: a phone that lost its power. */
    @Override
    public void close() {
        calls.values().forEach(call -> call.rtp().close());
        socket.close();
    }
}
